// What the desk can do to a lot as it stands, as far as its state tells; the server decides.

import { isByHammer, isSealed, isTakingBids, opensAt } from "./lot.js";

/** @typedef {import("./store.js").Lot} Lot */
/** @typedef {"open" | "pause" | "resume" | "call" | "hammer" | "pass" | "withdraw" | "disqualify"} Act */

const CALLS = 3;

/** @type {Record<Act, (lot: Lot) => boolean>} */
const POSSIBLE = {
  open: (lot) => lot.phase === "published" && !opensAt(lot),
  pause: isTakingBids,
  resume: (lot) => lot.phase === "paused",
  call: (lot) => isCalled(lot) && lot.calls < CALLS,
  hammer: (lot) => lot.phase === "opened" || (isCalled(lot) && lot.calls === CALLS),
  pass: (lot) => (lot.phase === "opened" || isCalled(lot)) && !isBound(lot),
  withdraw: (lot) => lot.phase !== "closed",
  disqualify: (lot) => lot.phase !== "closed",
};

/**
 * Whether the state of the lot allows this act.
 * @param {Act} act
 * @param {Lot} lot
 */
export function isPossible(act, lot) {
  return POSSIBLE[act](lot);
}

/**
 * The key of the words that say what this lot waits for at the desk; nothing if that is plain.
 * @param {Lot} lot
 * @returns {string | null}
 */
export function deskNote(lot) {
  if (lot.phase === "closed") return "desk_note_closed";
  if (lot.phase === "opened") return "desk_note_opened";
  if (lot.phase === "published") return opensAt(lot) ? "desk_note_opens" : null;
  if (isSealed(lot)) return "desk_note_sealed";
  if (!isByHammer(lot)) return "desk_note_by_clock";
  if (lot.calls < CALLS) return "desk_note_calls";
  return isBound(lot) ? "desk_note_binding" : null;
}

function isCalled(/** @type {Lot} */ lot) {
  return isByHammer(lot) && !isSealed(lot) && isTakingBids(lot);
}

/** A bid in the open that reaches the reserve binds the seller. */
function isBound(/** @type {Lot} */ lot) {
  return lot.leader !== null && lot.leader !== undefined && lot.reserve !== "not_met";
}
