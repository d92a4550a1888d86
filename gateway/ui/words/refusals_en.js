// Every refusal in English, by its permanent number, with the data to act on.

import { dayAndTime, timeOfDay } from "../format.js";
import { faultsEn } from "./faults_en.js";

/** @typedef {(data: any, show: (amount: string) => string) => string} Sentence */

/** @type {Record<number, Sentence>} */
export const refusalsEn = {
  1001: () => "The server could not read this message. Load the page again.",
  1002: () => "The server could not read this request. Load the page again.",
  1003: () =>
    "The server does not know this request. Load the page again to get its newest version.",
  1004: () => "The server could not take what was written. Check it and try again.",
  1005: () => "The server does not know yet who you are. Wait a moment and try again.",
  1006: () => "Your link does not hold, or it has expired. Ask the exchange for a new one.",
  1007: () => "You are signed in already.",
  1008: () => "Your link belongs to another session.",
  1009: (data) => `Too many requests. Try again ${wait(data)}.`,
  1010: (data) => `The house is very busy and nothing was recorded. Try again ${wait(data)}.`,
  1011: () =>
    "The session has stopped for a moment. What you sent is asked for as soon as it is back.",
  1012: () => "Your role may not do that.",
  1013: () => "Nothing was decided under this bid id for your paddle.",
  1014: () => "The house cannot read its journal back just now. Try again, and tell the clerk.",
  1015: (data) => `The room is full. The page tries again by itself ${wait(data)}.`,
  1016: (data) => `You are connected too many times. Close another page; this one tries again ${wait(data)}.`,
  2001: () => "Your role may not do that.",
  2002: ({ lot }) => `There is no lot ${lot} in this session.`,
  2003: () => "This bid id was used for another bid. Please bid again.",
  2004: ({ opens_at }) =>
    opens_at
      ? `Bidding has not opened. It opens at ${dayAndTime(opens_at, "en")}.`
      : "Bidding has not opened. The auctioneer opens it.",
  2005: () => "The lot is paused. Bid again when it goes on.",
  2006: ({ closed_at }) => `Bidding closed at ${timeOfDay(closed_at, "en")}.`,
  2007: () => "Your paddle is not on the roster. Ask the clerk to admit you.",
  2008: ({ reason }) => `The paddle is disqualified from this lot: ${reason}`,
  2009: () => "Your deposit is not confirmed yet. Ask the clerk.",
  2010: ({ limit }, show) => `Your limit is ${show(limit)}. Ask the clerk to raise it.`,
  2011: ({ price }, show) =>
    `You lead already, at ${show(price)}. To be safe against others, set a higher maximum.`,
  2012: () => "Your envelope is in and final on this lot.",
  2013: ({ takes }) => `This round takes another kind of offer: ${kinds(takes)}.`,
  2014: ({ fault }) => `This amount was not taken: ${faultWords(fault)}.`,
  2015: ({ asking, grid }, show) =>
    `Amounts go in steps of ${show(grid)} here. The asking price is ${show(asking)}.`,
  2016: ({ asking }, show) => `The asking price was ${show(asking)} when your bid arrived.`,
  2017: () => "This lot takes no more bids. Tell the auctioneer.",
  2018: ({ reason }) => `Your paddle is excluded from this session: ${reason}`,
  2019: ({ round }) => `Round ${round} is not open to your paddle. You can follow it here.`,
  2020: () => "Your paddle left this round and bids no more in it.",
  2021: ({ turn, until }) => `It is the turn of paddle ${turn} until ${timeOfDay(until, "en")}.`,
  2022: () => "A clerk enters open bids only. The bidder hands in the rest himself.",
  2023: ({ fault }) => `These rows were not taken: ${faultWords(fault)}.`,
  2024: ({ fault }) => `This offer was not taken: ${faultWords(fault)}.`,
  2025: ({ asking }, show) => `The price is ${show(asking)} now. Accept that one.`,
  2026: ({ most }, show) =>
    `That is more than ${show(most)}, the most that is taken without asking. Confirm it if you mean it.`,
  2027: ({ valid_until }) =>
    `This bid was meant until ${timeOfDay(valid_until, "en")}. Bid anew if you still mean it.`,
  2028: ({ price }, show) =>
    price
      ? `The price was ${show(price)} when your bid arrived, not the one you expected.`
      : "No price stands here that could be expected. Bid without one.",
  2101: () => "The session exists already.",
  2102: () => "The session has not begun yet.",
  2103: ({ next }) => `The next lot is number ${next}.`,
  2104: () => "This session takes no more lots.",
  2106: ({ paddle }) => `Paddle ${paddle} is on the roster already.`,
  2107: () => "The roster is full.",
  2108: ({ paddle }) => `The deposit of paddle ${paddle} is confirmed already.`,
  2109: () => "The lot is open already.",
  2110: () => "The lot is not paused.",
  2111: ({ closes_at }) =>
    closes_at
      ? `The clock closes this lot at ${timeOfDay(closes_at, "en")}; it takes no calls and no hammer.`
      : "The clock closes this lot; it takes no calls and no hammer.",
  2112: ({ calls }) =>
    `Calls come in order, then the hammer${calls === undefined ? "" : `; ${calls} made so far`}.`,
  2113: ({ calls }) => `The hammer falls after the third call; ${calls} made so far.`,
  2114: ({ closes_at }) =>
    closes_at
      ? `The envelopes are sealed until ${timeOfDay(closes_at, "en")}.`
      : "The envelopes are sealed until the deadline.",
  2115: ({ paddles }) =>
    `Equal at the top: paddles ${(paddles ?? []).join(", ")}. Draw among them.`,
  2116: () => "Nothing is drawn on this lot, or this hand has no part in the draw.",
  2117: ({ price }, show) =>
    `A bid of ${show(price)} binds the seller. Let the hammer fall instead.`,
  2119: () => "No deadline has passed.",
  2120: ({ paddle }) => `That is recorded of paddle ${paddle} already.`,
  2121: ({ until }) =>
    `Lots are being drawn until ${timeOfDay(until, "en")}. The hammer falls when that is done.`,
  2122: () => "This hand has done that already in this draw.",
  2123: ({ commit_by }) =>
    `Numbers are revealed after ${timeOfDay(commit_by, "en")}, or when all have committed.`,
  2124: () => "This number is not the one that was committed to.",
  2125: ({ round }) => `Round ${round} is still to be held. Open it.`,
  2126: () => "The last round is over. Let the hammer fall.",
  2127: () => "This is not for a round of this format.",
  2128: ({ paddle }) =>
    `Paddle ${paddle} does not lead this lot. Only the leader's bid is withdrawn.`,
  2129: () => "No accepted bid of this round has that id.",
  2130: () => "That bid is struck already.",
  2131: () => "That was asked already. A second person confirms it.",
  2132: () => "Nobody asked that this bid be struck. Ask first, then a second person confirms.",
  2133: ({ officer }) => `A second person confirms; ${officer} asked.`,
  2134: () => "The seller is not asked anything on this lot.",
  2135: ({ paddle }) => `Paddle ${paddle} did not win this lot.`,
  2136: ({ paddle }) => `Paddle ${paddle} is not asked as runner-up on this lot.`,
  2138: () => "No lot is open that a fault could stop.",
  2137: () => "Paddles are numbered from 1.",
};

/** What is wrong, by its name; some bear a number to act on. */
function faultWords(/** @type {any} */ fault) {
  const [name, given] = typeof fault === "object" ? Object.entries(fault)[0] : [fault, {}];
  return faultsEn[name]?.(given) ?? String(name);
}

function kinds(/** @type {string[]} */ takes = []) {
  return takes.map((kind) => KINDS[kind] ?? kind).join(" or ");
}

/** @type {Record<string, string>} */
const KINDS = {
  amount: "an amount",
  maximum: "a maximum",
  asking_at_most: "the asking price",
  schedule: "quantities at unit prices",
  royalty: "a lump sum, a share and a yearly minimum",
};

function wait(/** @type {{retry_after_ms?: number}} */ { retry_after_ms }) {
  return retry_after_ms ? `in ${Math.ceil(retry_after_ms / 1000)} s` : "in a moment";
}
