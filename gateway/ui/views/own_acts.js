// What a bidder may say besides bidding: leave a round, take a bid back, refuse, answer as runner-up.

import { h, include, view } from "../element.js";
import { buyer, format, formatName, hasLeft, isInRound, isRunning, isTakingBids } from "../lot.js";
import { t } from "../words.js";
import { ask } from "./dialog.js";
import { Outcome } from "./outcome.js";
import { cash } from "./page.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("./page.js").Page} Page */

/**
 * @param {Page} page
 * @param {() => Lot} lot
 */
export function ownActs(page, lot) {
  const outcome = new Outcome(page, (amount) => cash(lot(), amount));
  const paddle = () => page.store.paddle();
  const given = () => ({ lot: lot().lot, price: cash(lot(), lot().price) });
  const leave = async () => {
    if (await confirmed("leave", given())) outcome.ask("leave", { lot: lot().lot });
  };
  const withdraw = async () => {
    if (!(await confirmed("withdraw_bid", given()))) return;
    outcome.ask("withdraw_bid", { lot: lot().lot, paddle: paddle() });
  };
  const refuse = async () => {
    const said = await confirmed("refuse_result", given(), t("own_reason"));
    if (said) outcome.ask("refuse_result", { lot: lot().lot, paddle: paddle(), ...said });
  };
  const answer = (/** @type {"yes" | "no"} */ word) => async () => {
    const price = cash(lot(), lot().runner_up?.price);
    if (!(await confirmed(`runner_up_${word}`, { lot: lot().lot, price }))) return;
    outcome.ask("runner_up_answers", { lot: lot().lot, paddle: paddle(), answer: word });
  };
  const button = (
    /** @type {string} */ name,
    /** @type {() => boolean} */ isShown,
    /** @type {() => void} */ onclick,
    look = "plain",
  ) =>
    h(
      `button.${look}`,
      {
        type: "button",
        hidden: () => !isShown(),
        disabled: () => outcome.isBusy || page.connection.state !== "live",
        onclick,
        "data-test": `own-${name}`,
      },
      () => t(`own_${name}`),
    );
  const isAsked = () => lot().runner_up !== undefined && lot().runner_up?.paddle === paddle();
  return view(() =>
    h(
      "div.own-acts",
      {},
      button("runner_up_yes", isAsked, answer("yes"), "primary"),
      button("runner_up_no", isAsked, answer("no")),
      button("leave", () => canLeave(lot(), paddle()), leave),
      button("withdraw_bid", () => canWithdraw(lot(), paddle()), withdraw, "danger.small"),
      button("refuse_result", () => isBuyer(lot(), paddle()), refuse, "danger.small"),
      include(outcome.view("own-outcome")),
    ),
  );
}

/** Asks whether that is meant, and for a reason where one is needed. */
function confirmed(
  /** @type {string} */ name,
  /** @type {Record<string, any>} */ given,
  /** @type {string | undefined} */ reasonLabel = undefined,
) {
  return ask({
    title: t(`own_${name}_title`, given),
    text: t(`own_${name}_text`, given),
    confirm: t(`own_${name}`, given),
    isDangerous: name !== "runner_up_yes",
    asksReason: reasonLabel !== undefined,
    reasonLabel,
  });
}

function canLeave(/** @type {Lot} */ lot, /** @type {number | undefined} */ paddle) {
  const isLong = formatName(lot) === "english" && format(lot).until_left !== undefined;
  const isIn = isInRound(lot, paddle) && !hasLeft(lot, paddle) && lot.leader !== paddle;
  return isLong && isTakingBids(lot) && isIn;
}

function canWithdraw(/** @type {Lot} */ lot, /** @type {number | undefined} */ paddle) {
  const isWithdrawable = isRunning(lot) || lot.phase === "round_over";
  return isWithdrawable && lot.leader !== null && lot.leader === paddle;
}

function isBuyer(/** @type {Lot} */ lot, /** @type {number | undefined} */ paddle) {
  return lot.phase === "closed" && buyer(lot) !== null && buyer(lot) === paddle;
}
