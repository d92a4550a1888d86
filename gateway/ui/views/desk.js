// The auctioneer's desk: what can be done to the chosen lot, and what came of it.

import { deskNote, isPossible } from "../desk_acts.js";
import { h, include, view } from "../element.js";
import { dayAndTime } from "../format.js";
import { opensAt } from "../lot.js";
import { language, t } from "../words.js";
import { ask } from "./dialog.js";
import { Outcome } from "./outcome.js";
import { cash } from "./page.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("./page.js").Page} Page */
/** @typedef {import("../desk_acts.js").Act} Act */
/** @typedef {import("./dialog.js").Question} Question */

const TIED = 2115;
const CALLS = 3;

/**
 * @param {Page} page
 * @param {() => Lot} lot
 */
export function desk(page, lot) {
  const outcome = new Outcome(page, (amount) => cash(lot(), amount));
  const press = (/** @type {Act} */ act) => perform(outcome, act, lot());
  const can = (/** @type {Act} */ act) =>
    !outcome.isBusy && page.connection.state === "live" && isPossible(act, lot());
  const button = (/** @type {Act} */ act, look = "plain", words = () => t(`desk_${act}`)) => {
    const onclick = () => press(act);
    const props = {
      type: "button",
      "data-test": `desk-${act}`,
      disabled: () => !can(act),
      onclick,
    };
    return h(`button.${look}`, props, words);
  };
  const call = () => button("call", "primary", () => callWords(lot()));
  const ends = () => [button("pass"), button("withdraw", "danger"), button("disqualify", "danger")];
  return view(() =>
    h(
      "section.desk.card",
      {},
      h("h2", {}, () => `${t("desk")} · ${t("lot", { lot: lot().lot })}`),
      h("p.quiet", { hidden: () => !deskNote(lot()) }, () => noteWords(lot())),
      h("div.acts", {}, button("open"), button("pause"), button("resume")),
      h("div.acts.hammering", {}, call(), button("hammer", "primary")),
      h("div.acts", {}, ...ends()),
      include(outcome.view("desk-outcome")),
    ),
  );
}

/** Asks what must be asked first, then the server; equal envelopes are drawn, and asked again. */
async function perform(
  /** @type {Outcome} */ outcome,
  /** @type {Act} */ act,
  /** @type {Lot} */ lot,
) {
  const question = questionOf(act, lot);
  const given = question ? await ask(question) : {};
  if (!given) return;
  const { refused } = await outcome.ask(act, paramsOf(act, lot, given));
  if (refused?.code !== TIED) return;
  const drawn = await ask({
    title: t("ask_tied"),
    text: t("ask_tied_text"),
    confirm: t("desk_hammer"),
    choices: refused.data.paddles ?? [],
  });
  if (drawn) await outcome.ask("hammer", { lot: lot.lot, ...drawn });
}

function paramsOf(/** @type {Act} */ act, /** @type {Lot} */ lot, /** @type {object} */ given) {
  return act === "call" ? { lot: lot.lot, call: lot.calls + 1 } : { lot: lot.lot, ...given };
}

/** What is asked before an act; nothing where it is done at once. @returns {Question | null} */
function questionOf(/** @type {Act} */ act, /** @type {Lot} */ lot) {
  if (act === "open" || act === "resume" || act === "call") return null;
  /** @type {Question} */
  const question = { title: t(`ask_${act}`, { lot: lot.lot }), confirm: t(`desk_${act}`) };
  if (act === "hammer") return { ...question, text: hammerText(lot) };
  question.text = t(`ask_${act}_text`);
  if (act === "pause") return { ...question, asksReason: true };
  if (act === "withdraw") return { ...question, asksReason: true, isDangerous: true };
  if (act === "disqualify")
    return { ...question, asksPaddle: true, asksReason: true, isDangerous: true };
  return { ...question, isDangerous: true };
}

function hammerText(/** @type {Lot} */ lot) {
  if (lot.phase === "opened") return t("ask_hammer_opened");
  if (!lot.leader) return t("ask_hammer_empty");
  return t("ask_hammer_text", { price: cash(lot, lot.price), paddle: lot.leader });
}

function callWords(/** @type {Lot} */ lot) {
  return lot.calls < CALLS ? t(`desk_call_${lot.calls + 1}`) : t("desk_call_done");
}

function noteWords(/** @type {Lot} */ lot) {
  const note = deskNote(lot);
  const opens = opensAt(lot);
  return note ? t(note, { time: opens ? dayAndTime(opens, language()) : "" }) : "";
}
