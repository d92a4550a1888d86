// After the last round, at the desk: the seller's answer, a refusal, the runner-up, the minutes.

import { isPermitted, isPossible } from "../desk_acts.js";
import { h, view } from "../element.js";
import { t } from "../words.js";
import { ask } from "./dialog.js";
import { foresee } from "./foreseen.js";
import { cash } from "./page.js";
import { perform } from "./perform.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("../desk_acts.js").Act} Act */

/**
 * @param {import("./page.js").Page} page
 * @param {() => Lot} lot
 * @param {import("./outcome.js").Outcome} outcome
 */
export function afterwards(page, lot, outcome) {
  const role = page.connection.welcome?.role;
  const isShown = (/** @type {Act} */ act) => isPermitted(role, act) && isPossible(act, lot());
  const button = (
    /** @type {string} */ name,
    /** @type {Act} */ act,
    /** @type {() => void} */ onclick,
    look = "plain",
  ) =>
    h(
      `button.${look}`,
      {
        type: "button",
        hidden: () => !isShown(act),
        disabled: () => outcome.isBusy || page.connection.state !== "live",
        onclick,
        "data-test": `desk-${name}`,
      },
      () => t(`desk_${name}`),
    );
  const answer = (
    /** @type {"seller_answers" | "runner_up_answers"} */ act,
    /** @type {"yes" | "no"} */ word,
  ) => {
    const name = `${act === "seller_answers" ? "seller" : "runner_up"}_${word}`;
    const onclick = () => answered(lot(), outcome, act, word, name);
    return button(name, act, onclick, word === "yes" ? "primary" : "danger");
  };
  const act = (/** @type {"refuse_result" | "record_unsigned"} */ name) =>
    button(name, name, () => perform(outcome, name, lot()), "danger");
  const acts = /** @type {Act[]} */ ([
    "seller_answers",
    "runner_up_answers",
    "refuse_result",
    "record_unsigned",
  ]);
  return view(() =>
    h(
      "div.acts.wide",
      { hidden: () => !acts.some(isShown) },
      answer("seller_answers", "yes"),
      answer("seller_answers", "no"),
      answer("runner_up_answers", "yes"),
      answer("runner_up_answers", "no"),
      act("refuse_result"),
      act("record_unsigned"),
    ),
  );
}

async function answered(
  /** @type {Lot} */ lot,
  /** @type {import("./outcome.js").Outcome} */ outcome,
  /** @type {"seller_answers" | "runner_up_answers"} */ act,
  /** @type {"yes" | "no"} */ answer,
  /** @type {string} */ name,
) {
  const isSeller = act === "seller_answers";
  const price = cash(lot, isSeller ? lot.price : lot.runner_up?.price);
  const paddle = isSeller ? lot.leader : lot.runner_up?.paddle;
  const params = { lot: lot.lot, ...(isSeller ? {} : { paddle }), answer };
  const foreseen = await foresee(outcome.page.connection, lot, act, params);
  const given = await ask({
    title: t(`ask_${name}`),
    text: t("ask_answer_text", { price, paddle: paddle ?? "" }),
    rule: t(`rule_${act}`),
    outcome: foreseen.outcome,
    isImpossible: foreseen.isRefused,
    confirm: t(`desk_${name}`),
    isDangerous: answer === "no",
  });
  if (given) await outcome.ask(act, params);
}
