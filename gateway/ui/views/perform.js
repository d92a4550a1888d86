// An act of the desk: asks what must be asked first, then the server.

import { buyer } from "../lot.js";
import { t } from "../words.js";
import { ask } from "./dialog.js";
import { foresee } from "./foreseen.js";
import { cash } from "./page.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("../desk_acts.js").Act} Act */
/** @typedef {import("./dialog.js").Question} Question */
/** @typedef {import("./outcome.js").Outcome} Outcome */

/** Acts that are done at once: what they do can be undone, or is called out anyway. */
const AT_ONCE = ["open", "resume", "call"];
/** Acts that the server foresees before they are confirmed. */
const FORESEEN = [
  "hammer",
  "pass",
  "withdraw",
  "disqualify",
  "withdraw_bid",
  "refuse_result",
  "record_unsigned",
];
const WITH_REASON = ["pause", "withdraw", "disqualify", "refuse_result", "record_unsigned"];

/**
 * @param {Outcome} outcome
 * @param {Act} act
 * @param {Lot} lot
 */
export async function perform(outcome, act, lot) {
  const { connection } = outcome.page;
  /** @type {{lot: number, call?: number, paddle?: number | null}} */
  let params = { lot: lot.lot, ...whose(act, lot) };
  if (act === "disqualify") {
    const question = { title: t("ask_disqualify", { lot: lot.lot }), confirm: t("ask_on") };
    const named = await ask({ ...question, asksPaddle: true });
    if (!named) return;
    params = { ...params, ...named };
  }
  const question = AT_ONCE.includes(act) ? null : questionOf(act, lot, params);
  if (question && FORESEEN.includes(act)) {
    const reason = question.asksReason ? { reason: t("reason_to_come") } : {};
    const foreseen = await foresee(connection, lot, act, { ...params, ...reason });
    const { outcome: lines, isRefused } = foreseen;
    Object.assign(question, { outcome: lines, isImpossible: isRefused });
  }
  const given = question ? await ask(question) : {};
  if (given) await outcome.ask(act, { ...params, ...given });
}

/** What the act names besides the lot, where the lot tells it. */
function whose(/** @type {Act} */ act, /** @type {Lot} */ lot) {
  if (act === "call") return { call: lot.calls + 1 };
  if (act === "withdraw_bid") return { paddle: lot.leader };
  if (act === "refuse_result" || act === "record_unsigned") return { paddle: buyer(lot) };
  return {};
}

/** @returns {Question} */
function questionOf(
  /** @type {Act} */ act,
  /** @type {Lot} */ lot,
  /** @type {{paddle?: number | null}} */ params,
) {
  const given = {
    lot: lot.lot,
    price: cash(lot, lot.result?.sold?.price ?? lot.price),
    paddle: params.paddle ?? buyer(lot) ?? lot.leader ?? "",
    paddles: (lot.tied ?? []).join(", "),
  };
  return {
    title: t(act === "disqualify" ? "ask_disqualify_paddle" : `ask_${act}`, given),
    rule: FORESEEN.includes(act) ? t(`rule_${act}`) : undefined,
    confirm: t(`desk_${act}`),
    text: t(act === "hammer" ? hammerKey(lot) : `ask_${act}_text`, given),
    asksReason: WITH_REASON.includes(act),
    isDangerous: !["pause", "hammer", "draw"].includes(act),
  };
}

function hammerKey(/** @type {Lot} */ lot) {
  if (lot.phase === "round_over") return "ask_hammer_over";
  return lot.leader ? "ask_hammer_text" : "ask_hammer_empty";
}
