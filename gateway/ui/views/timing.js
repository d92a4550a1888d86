// When a lot opens or ends, as a label, a running text and a note, on the server's time.

import { dayAndTime, moment, remaining, timeOfDay } from "../format.js";
import { formatName, isByHammer, isTakingBids, opensAt, round } from "../lot.js";
import { language, t } from "../words.js";

const HURRY_MS = 60000;
/** A price or a turn of a few seconds hurries nobody before its own end. */
const STEP_HURRY_MS = 10000;

/**
 * @param {import("../store.js").Lot} lot
 * @param {import("../../../clients/js/gavel.js").ServerClock} clock
 * @returns {{label: string, text: string, note: string, isRunning: boolean, isHurried: boolean}}
 */
export function timing(lot, clock) {
  const opens = opensAt(lot);
  if (lot.phase === "published") {
    return opens ? running(t("opens"), opens, clock, 0) : still(t("opens"), t("by_auctioneer"));
  }
  if (lot.phase === "paused") return paused(lot);
  if (isTakingBids(lot)) {
    if (lot.closes_at) return running(t(endKey(lot)), lot.closes_at, clock, hurryMs(lot));
    return isByHammer(lot) ? still(t("terms_pace"), t("by_hammer")) : fromFirstBid(lot);
  }
  const next = awaited(lot);
  if (next) return running(t(next.label), next.until, clock, next.hurryMs);
  const ended = lot.closes_at;
  return still(
    t(lot.phase === "round_over" ? "round_ended_at" : "ended_at"),
    ended ? timeOfDay(ended, language()) : "",
    ended ? dayAndTime(ended, language()) : "",
  );
}

/** What the clock of a running round counts down to. */
function endKey(/** @type {import("../store.js").Lot} */ lot) {
  if (formatName(lot) === "turns") return "turn_ends";
  if (formatName(lot) !== "dutch") return "closes";
  if (lot.leader !== null) return "tie_window_ends";
  return lot.asking === round(lot).format.dutch.last ? "closes" : "next_price";
}

function hurryMs(/** @type {import("../store.js").Lot} */ lot) {
  return round(lot).pace.stepped ? STEP_HURRY_MS : HURRY_MS;
}

/** What comes by itself when no round runs. */
function awaited(/** @type {import("../store.js").Lot} */ lot) {
  const { phase, draw, answer_by, next_opens_at, next_round } = lot;
  if (phase === "drawing" && draw) {
    return {
      label: draw.head ? "reveals_end" : "commits_end",
      until: draw.until,
      hurryMs: STEP_HURRY_MS,
    };
  }
  if (phase === "provisional" && answer_by) {
    return { label: "seller_answers", until: answer_by, hurryMs: 0 };
  }
  const opens = phase === "round_over" && next_round && next_opens_at;
  return opens ? { label: "next_round_opens", until: next_opens_at, hurryMs: 0 } : null;
}

function running(
  /** @type {string} */ label,
  /** @type {string} */ until,
  /** @type {any} */ clock,
  /** @type {number} */ hurryMs,
) {
  const left = Date.parse(until) - clock.now();
  const text = left <= 0 ? t("time_is_up") : remaining(left, language());
  const time = moment(until, language());
  const isHurried = left < hurryMs;
  return { label, text, note: t("closes_note", { time }), isRunning: 0 < left, isHurried };
}

function paused(/** @type {import("../store.js").Lot} */ lot) {
  if (!lot.closes_at || !lot.paused_at) return still(t("phase_paused"), t("phase_paused"));
  const left = Date.parse(lot.closes_at) - Date.parse(lot.paused_at);
  return still(t("time_left"), remaining(left, language()), t("phase_paused"));
}

function fromFirstBid(/** @type {import("../store.js").Lot} */ lot) {
  const length = round(lot).pace.timed.closes.after_first_bid_ms;
  return still(t("from_first_bid"), length ? remaining(length, language()) : "");
}

function still(/** @type {string} */ label, /** @type {string} */ text, note = "") {
  return { label, text, note, isRunning: false, isHurried: false };
}
