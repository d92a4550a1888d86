// What an act would do, in words: the server decides it on a copy before anybody confirms.

import { Refusal } from "../../../clients/js/gavel.js";
import { moment } from "../format.js";
import { language, refusal, t } from "../words.js";
import { cash } from "./page.js";
import { resultWords } from "./result.js";
import { worthWords } from "./royalty.js";

/** @typedef {import("../store.js").Lot} Lot */
/** From here on a refusal is the rules' own; below it, nobody looked at what was asked. */
const FIRST_OF_RULES = 2000;

/** @typedef {{outcome: string[], isRefused: boolean}} Foreseen */

/**
 * Asks what would happen. Without an answer nothing is foreseen, and the server decides all the same.
 * @param {import("../connection.js").Connection} connection
 * @param {Lot} lot
 * @param {string} act
 * @param {object} params
 * @returns {Promise<Foreseen>}
 */
export async function foresee(connection, lot, act, params) {
  try {
    const { events } = await connection.request("preview", { command: { [act]: params } });
    const words = events.flatMap((/** @type {object} */ event) => eventWords(lot, event));
    return { outcome: words, isRefused: false };
  } catch (failure) {
    const isDecided = failure instanceof Refusal && FIRST_OF_RULES <= failure.code;
    if (!isDecided) return { outcome: [t("foreseen_unknown")], isRefused: false };
    return { outcome: [refusal(failure, (amount) => cash(lot, amount))], isRefused: true };
  }
}

function eventWords(/** @type {Lot} */ lot, /** @type {object} */ event) {
  const [[name, fields]] = /** @type {[string, any][]} */ (Object.entries(event));
  const words = WORDS[name]?.(lot, fields);
  return words ? [words] : [];
}

/** @type {Record<string, (lot: Lot, event: any) => string>} */
const WORDS = {
  lot_closed: (lot, { result }) => resultWords({ ...lot, result }),
  lot_provisional: (lot, { paddle, price, answer_by }) =>
    t("provisional_said", {
      paddle,
      price: cash(lot, price),
      time: moment(answer_by, language()),
    }),
  standing_recomputed: (lot, { price, leader, asking }) =>
    leader
      ? t("foreseen_standing", { paddle: leader, price: worthWords(lot, price, undefined) })
      : t("foreseen_no_standing", { asking: cash(lot, asking) }),
  bid_voided: (_lot, { paddle }) => t("foreseen_voided", { paddle }),
  void_asked: () => t("foreseen_void_asked"),
  bid_withdrawn: (_lot, { paddle }) => t("foreseen_withdrawn", { paddle }),
  bidder_disqualified: (_lot, { paddle }) => t("foreseen_disqualified", { paddle }),
  deposit_forfeited: (_lot, { paddle }) => t("foreseen_forfeit", { paddle }),
  result_refused: (lot, { paddle, price }) =>
    t("foreseen_refused", { paddle, price: cash(lot, price) }),
  runner_up_asked: (lot, { paddle, price }) =>
    t("foreseen_runner_up", { paddle, price: cash(lot, price) }),
  minutes_unsigned: (_lot, { paddle }) => t("foreseen_unsigned", { paddle }),
  round_ended: () => t("foreseen_round_ended"),
};
