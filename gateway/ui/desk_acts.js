// What the desk can do to a lot as it stands, as far as its state tells; the server decides.

import {
  buyer,
  formatName,
  isByHammer,
  isRunning,
  isSealed,
  isTakingBids,
  opensAt,
} from "./lot.js";

/** @typedef {import("./store.js").Lot} Lot */
/**
 * @typedef {"open" | "pause" | "resume" | "call" | "hammer" | "draw" | "pass" | "withdraw"
 *   | "disqualify" | "set_increment" | "bid_for" | "withdraw_bid" | "seller_answers"
 *   | "refuse_result" | "runner_up_answers" | "record_unsigned" | "void" | "confirm_void"} Act
 */

const CALLS = 3;
const KEEPERS = ["clerk", "auctioneer"];

/** Who may ask what, where it is not the auctioneer alone. @type {Partial<Record<Act, string[]>>} */
const ROLES = {
  bid_for: ["clerk"],
  withdraw_bid: KEEPERS,
  seller_answers: KEEPERS,
  refuse_result: KEEPERS,
  runner_up_answers: KEEPERS,
  confirm_void: [...KEEPERS, "second_officer", "auditor"],
};

/** @type {Record<Act, (lot: Lot) => boolean>} */
const POSSIBLE = {
  open: (lot) =>
    lot.phase === "published" ? !opensAt(lot) : Boolean(isNext(lot) && !lot.next_opens_at),
  pause: isTakingBids,
  resume: (lot) => lot.phase === "paused",
  call: (lot) => isCalled(lot) && lot.calls < CALLS,
  hammer: (lot) =>
    isEnded(lot) ? !isTied(lot) || lot.reserve === "not_met" : isCalled(lot) && lot.calls === CALLS,
  draw: (lot) => isEnded(lot) && isTied(lot),
  pass: (lot) => (lot.phase === "round_over" || isCalled(lot)) && !isBound(lot),
  withdraw: isLive,
  disqualify: isLive,
  set_increment: (lot) => isRunning(lot) && formatName(lot) === "english",
  bid_for: (lot) => isTakingBids(lot) && !isSealed(lot),
  withdraw_bid: (lot) => isStruck(lot) && lot.leader !== null,
  seller_answers: (lot) => lot.phase === "provisional",
  refuse_result: isSold,
  runner_up_answers: (lot) => lot.phase === "runner_up",
  record_unsigned: isSold,
  void: isStruck,
  confirm_void: isStruck,
};

/**
 * Whether this role may ask this.
 * @param {string | undefined} role
 * @param {Act} act
 */
export function isPermitted(role, act) {
  return (ROLES[act] ?? ["auctioneer"]).includes(role ?? "");
}

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
  if (lot.phase === "published") return opensAt(lot) ? "desk_note_opens" : null;
  if (lot.phase === "round_over") return overNote(lot);
  if (lot.phase === "drawing") return "desk_note_drawing";
  if (lot.phase === "provisional") return "desk_note_provisional";
  if (lot.phase === "runner_up") return "desk_note_runner_up";
  if (isSealed(lot)) return "desk_note_sealed";
  if (!isByHammer(lot)) return "desk_note_by_clock";
  if (lot.calls < CALLS) return "desk_note_calls";
  return isBound(lot) ? "desk_note_binding" : null;
}

function overNote(/** @type {Lot} */ lot) {
  if (isNext(lot)) return lot.next_opens_at ? "desk_note_next_opens" : "desk_note_next";
  return isTied(lot) ? "desk_note_tied" : "desk_note_over";
}

/** A round is over, and another is to be held. */
function isNext(/** @type {Lot} */ lot) {
  return lot.phase === "round_over" && lot.next_round !== undefined;
}

/** The last round is over. */
function isEnded(/** @type {Lot} */ lot) {
  return lot.phase === "round_over" && lot.next_round === undefined;
}

function isTied(/** @type {Lot} */ lot) {
  return 0 < (lot.tied?.length ?? 0);
}

function isLive(/** @type {Lot} */ lot) {
  return lot.phase !== "closed" && lot.phase !== "runner_up";
}

function isSold(/** @type {Lot} */ lot) {
  return lot.phase === "closed" && buyer(lot) !== null;
}

/** Bids are struck while a round runs in the open, and after it until the hammer falls. */
function isStruck(/** @type {Lot} */ lot) {
  return lot.phase === "round_over" || (isRunning(lot) && !isSealed(lot));
}

function isCalled(/** @type {Lot} */ lot) {
  return isByHammer(lot) && !isSealed(lot) && isTakingBids(lot);
}

/** A bid in the open that reaches the reserve binds the seller. */
function isBound(/** @type {Lot} */ lot) {
  return lot.leader !== null && lot.leader !== undefined && lot.reserve !== "not_met";
}
