// The room of the chosen lot: what is sold, what it stands at, how long it goes on.

import { h, include, view } from "../element.js";
import { isByHammer, isSealed, isTakingBids, resultName } from "../lot.js";
import { inBoth, t } from "../words.js";
import { chipTone, stateWords } from "./lots.js";
import { announcer } from "./announcer.js";
import { cash } from "./page.js";
import { timing } from "./timing.js";
import "./running_text.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("./page.js").Page} Page */

/**
 * @param {Page} page
 * @param {() => Lot} lot
 */
export function room(page, lot) {
  return view(() =>
    h(
      "section.room",
      { id: "room", tabIndex: -1, "aria-labelledby": "lot-title" },
      h(
        "p.room-head",
        {},
        h("span.lot-number", {}, () => t("lot", { lot: lot().lot })),
        h("span", { class: () => `chip ${chipTone(lot())}`, "data-test": "phase" }, () =>
          stateWords(lot()),
        ),
        h("span.chip.sealed", { hidden: () => !isSealed(lot()) }, () => t("sealed")),
      ),
      h("h1", { id: "lot-title" }, () => inBoth(lot().terms.title)),
      said(
        "result",
        () => resultWords(lot()),
        () => `banner result ${resultName(lot())}`,
      ),
      said(
        "pause-reason",
        () => pauseWords(lot()),
        () => "banner paused",
      ),
      h("div.stand", {}, price(page, lot), time(page, lot)),
      facts(lot),
      calls(lot),
      include(announcer(lot)),
    ),
  );
}

function said(
  /** @type {string} */ test,
  /** @type {() => string} */ words,
  /** @type {() => string} */ look,
) {
  return h("p", { class: look, hidden: () => !words(), "data-test": test }, words);
}

function price(/** @type {Page} */ page, /** @type {() => Lot} */ lot) {
  const shown = () => lot().result?.sold?.price ?? lot().price;
  const figure = () => {
    if (shown()) return cash(lot(), shown());
    return t(isSealed(lot()) ? "price_sealed" : "price_none");
  };
  const leads = () => {
    const { leader } = lot();
    if (!leader || lot().phase === "closed") return "";
    return t(leader === page.store.paddle() ? "leads_you" : "leads", { paddle: leader });
  };
  return h(
    "div.price",
    {},
    h("p.label", {}, () => t("price")),
    h("p", { class: () => (shown() ? "figure" : "figure none"), "data-test": "price" }, figure),
    h(
      "p.leader",
      { hidden: () => isSealed(lot()) || lot().phase === "closed", "data-test": "leader" },
      leads,
    ),
  );
}

function time(/** @type {Page} */ page, /** @type {() => Lot} */ lot) {
  const now = () => timing(lot(), page.clock);
  const running = h("running-text.figure", { role: "timer", "data-test": "countdown" });
  running.ask = now;
  return h(
    "div",
    { class: () => `time${now().isRunning ? "" : " still"}` },
    h("p.label", {}, () => now().label),
    running,
    h("p.note", {}, () => now().note),
  );
}

function facts(/** @type {() => Lot} */ lot) {
  const fact = (/** @type {string} */ name, /** @type {() => string} */ value, test = "") =>
    h(
      "div.fact",
      { hidden: () => !value() },
      h("dt", {}, () => t(name)),
      h("dd", { "data-test": test || name }, value),
    );
  const asking = () => (lot().phase === "closed" ? "" : cash(lot(), lot().asking));
  const reserve = () => (isTelling(lot()) ? t(`reserve_${lot().reserve}`) : "");
  return h(
    "dl.facts",
    {},
    fact("asking", asking),
    fact("opening", () => cash(lot(), lot().terms.opening)),
    fact("reserve", reserve),
    fact("desk_reserve", () => cash(lot(), lot().reserve_amount), "reserve-amount"),
  );
}

/** Until the opening of the envelopes nobody knows whether a reserve is met. */
function isTelling(/** @type {Lot} */ lot) {
  return lot.reserve === "none" || !isSealed(lot) || Boolean(lot.envelopes);
}

function calls(/** @type {() => Lot} */ lot) {
  const step = (/** @type {number} */ call) =>
    h("li", { class: () => (call <= lot().calls ? "made" : "") }, String(call));
  const isShown = () => isByHammer(lot()) && isTakingBids(lot());
  return h(
    "div.calls",
    { hidden: () => !isShown(), "data-test": "calls" },
    h("p.label", {}, () => t("calls")),
    h("ol", { "aria-hidden": "true" }, step(1), step(2), step(3)),
    h("p.call-said", { role: "status" }, () => t(`call_${lot().calls}`)),
  );
}

/** @param {Lot} lot */
export function resultWords(lot) {
  const name = resultName(lot);
  if (!name) return "";
  const { paddle, price } = lot.result.sold ?? {};
  return t(`result_said_${name}`, {
    paddle,
    price: cash(lot, price),
    reason: lot.result.withdrawn?.reason,
  });
}

function pauseWords(/** @type {Lot} */ lot) {
  return lot.phase === "paused" ? t("paused_because", { reason: lot.pause_reason ?? "" }) : "";
}
