// Entries in words: whose hand, what was asked, what came of it, and who heard.

import { money, timeOfDay } from "../format.js";
import { inBoth, language, t } from "../words.js";

/** @typedef {import("./film.js").Film} Film */
/** @typedef {import("./film.js").Frame} Frame */

const AMOUNTS = [
  "amount",
  "maximum",
  "asking_at_most",
  "price",
  "asking",
  "reserve",
  "limit",
  "expected_price",
];
const TIMES = ["at", "closes_at", "closed_at", "valid_until", "answer_by"];
/** What stands in the words already, or is too long for a row. */
const UNTOLD = ["lot", "terms", "bid", "title", "envelopes", "history"];

/** Whose hand a frame's question came from. */
export function handWords(/** @type {Frame} */ { asked, events }) {
  if (!asked) return heardHand(events);
  const { role, paddle, officer } = asked.by;
  const name = t(role === "clock" ? "audit_clock" : `role_${role}`, { paddle: paddle ?? "" });
  return officer ? `${name} ${officer}` : name;
}

/** Who bid, where the room was told no more. */
function heardHand(/** @type {Frame["events"]} */ events) {
  const paddle = events.map(({ event }) => event.price_changed?.bidder).find(Boolean);
  return paddle ? t("paddle", { paddle }) : t("audit_unknown_hand");
}

/** What a frame asked; where that is a secret, what came of it. */
export function askedWords(/** @type {Frame} */ { asked, events }) {
  if (!asked) return events[0] ? eventWords(events[0].event) : t("audit_withheld");
  const [[name, fields]] = Object.entries(asked.command);
  return withLot(t(`asked_${name}`), fields.lot ?? fields.bid?.lot);
}

/** @param {any} event */
export function eventWords(event) {
  const [[name, fields]] = Object.entries(event);
  return withLot(t(`event_${name}`), fields.lot);
}

function withLot(/** @type {string} */ words, /** @type {number | undefined} */ lot) {
  return lot ? `${words} · ${t("lot", { lot })}` : words;
}

/** @param {import("./film.js").HeardBy} heardBy */
export function audienceWords(heardBy) {
  if (typeof heardBy === "string") return t(`heard_by_${heardBy}`);
  const [[name, paddle]] = Object.entries(heardBy);
  return t(`heard_by_${name}`, { paddle: String(paddle) });
}

/**
 * An amount of the lot that a frame is about.
 * @param {Film} film
 * @param {Frame} frame
 * @param {string} amount
 */
export function cashOf(film, { asked, events }, amount) {
  const fields = [
    ...Object.values(asked?.command ?? {}),
    ...events.map(({ event }) => Object.values(event)[0]),
  ];
  const lot = fields.map((field) => field.lot ?? field.bid?.lot).find(Boolean);
  return inCurrency(film, lot, amount);
}

function inCurrency(
  /** @type {Film} */ film,
  /** @type {number} */ lot,
  /** @type {string} */ amount,
) {
  const terms = film.terms.get(lot);
  return terms ? money(amount, terms.currency, language()) : amount;
}

/**
 * What is said beside the words, a name and a value each.
 * @param {Film} film
 * @param {any} fields
 * @returns {{name: string, label: string, value: string}[]}
 */
export function factsOf(film, fields) {
  const { lot, ...own } = { ...fields, ...fields.bid };
  return Object.entries(own)
    .filter(([name, value]) => value !== null && value !== undefined && !UNTOLD.includes(name))
    .map(([name, value]) => ({
      name,
      label: label(name),
      value: valueWords(film, lot, name, value),
    }));
}

function label(/** @type {string} */ name) {
  const words = t(`field_${name}`);
  return words === `field_${name}` ? name : words;
}

function valueWords(
  /** @type {Film} */ film,
  /** @type {number} */ lot,
  /** @type {string} */ name,
  /** @type {any} */ value,
) {
  if (AMOUNTS.includes(name) && typeof value === "string" && /^\d/.test(value)) {
    return inCurrency(film, lot, value);
  }
  if (name === "reserve") return t(`reserve_${value}`);
  if (TIMES.includes(name)) return timeOfDay(value, language());
  if (typeof value !== "object") return String(value);
  return "vi" in value && "en" in value ? inBoth(value) : JSON.stringify(value);
}
