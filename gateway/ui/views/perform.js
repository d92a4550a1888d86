// An act of the desk: asks what must be asked first, then the server.

import { buyer } from "../lot.js";
import { t } from "../words.js";
import { ask } from "./dialog.js";
import { cash } from "./page.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("../desk_acts.js").Act} Act */
/** @typedef {import("./dialog.js").Question} Question */
/** @typedef {import("./outcome.js").Outcome} Outcome */

/** Acts that are done at once: what they do can be undone, or is called out anyway. */
const AT_ONCE = ["open", "resume", "call"];
const WITH_REASON = ["pause", "withdraw", "disqualify", "refuse_result", "record_unsigned"];

/**
 * @param {Outcome} outcome
 * @param {Act} act
 * @param {Lot} lot
 */
export async function perform(outcome, act, lot) {
  const given = AT_ONCE.includes(act) ? {} : await ask(questionOf(act, lot));
  if (given) await outcome.ask(act, { lot: lot.lot, ...whose(act, lot), ...given });
}

/** What the act names besides the lot, where the lot tells it. */
function whose(/** @type {Act} */ act, /** @type {Lot} */ lot) {
  if (act === "call") return { call: lot.calls + 1 };
  if (act === "withdraw_bid") return { paddle: lot.leader };
  if (act === "refuse_result" || act === "record_unsigned") return { paddle: buyer(lot) };
  return {};
}

/** @returns {Question} */
function questionOf(/** @type {Act} */ act, /** @type {Lot} */ lot) {
  const given = {
    lot: lot.lot,
    price: cash(lot, lot.result?.sold?.price ?? lot.price),
    paddle: buyer(lot) ?? lot.leader ?? "",
    paddles: (lot.tied ?? []).join(", "),
  };
  return {
    title: t(`ask_${act}`, given),
    confirm: t(`desk_${act}`),
    text: t(act === "hammer" ? hammerKey(lot) : `ask_${act}_text`, given),
    asksReason: WITH_REASON.includes(act),
    asksPaddle: act === "disqualify",
    isDangerous: !["pause", "hammer", "draw"].includes(act),
  };
}

function hammerKey(/** @type {Lot} */ lot) {
  if (lot.phase === "round_over") return "ask_hammer_over";
  return lot.leader ? "ask_hammer_text" : "ask_hammer_empty";
}
