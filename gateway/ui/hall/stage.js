// The lot on the stage: what is sold, what it stands at, how long it goes on, how it ended.

import { always, h, include, view } from "../element.js";
import { isByHammer, isRunning, isSealed, isTakingBids, resultName } from "../lot.js";
import { announcer } from "../views/announcer.js";
import { chipTone, stateWords } from "../views/lots.js";
import { cash } from "../views/page.js";
import { priceKey, shownPrice } from "../views/price.js";
import { programmeWords } from "../views/programme.js";
import { awaitedWords, resultWords } from "../views/result.js";
import { timing } from "../views/timing.js";
import { inBoth, t } from "../words.js";
import "../views/running_text.js";

/** @typedef {import("../store.js").Lot} Lot */

/**
 * @param {import("./hall.js").Hall} hall
 * @param {() => Lot} lot
 */
export function stage({ clock }, lot) {
  return view(() =>
    h(
      "article",
      { class: () => `stage ${chipTone(lot())}`, "aria-labelledby": "stage-title" },
      h(
        "header.stage-head",
        {},
        h("p.stage-lot", { "data-test": "stage-lot" }, () => t("lot", { lot: lot().lot })),
        h("p", { class: () => `stage-phase chip ${chipTone(lot())}`, "data-test": "phase" }, () =>
          stateWords(lot()),
        ),
        h("p.stage-round", { hidden: () => programmeWords(lot()) === "" }, () =>
          programmeWords(lot()),
        ),
      ),
      h("h2.stage-title", { id: "stage-title", "data-test": "title" }, () =>
        inBoth(lot().terms.title),
      ),
      h("div.stage-figures", {}, price(lot), time(clock, lot)),
      result(lot),
      calls(lot),
      facts(lot),
      include(announcer(lot)),
    ),
  );
}

function price(/** @type {() => Lot} */ lot) {
  const isComing = () => lot().phase === "published" && Boolean(lot().terms.opening);
  const amount = () => cash(lot(), isComing() ? lot().terms.opening : shownPrice(lot()));
  const words = () => amount() || t(isSealed(lot()) ? "price_sealed" : "price_none");
  const figure = h(
    "p",
    { class: () => `stage-price${amount() ? "" : " none"}`, "data-test": "price" },
    words,
  );
  // As large as it fits: the sheet divides the width by the letters.
  always(() => figure.style.setProperty("--letters", String(words().length)));
  return h(
    "div.stage-stand",
    {},
    h("p.stage-label", {}, () => t(labelKey(lot()))),
    figure,
  );
}

/** What the figure is called. */
function labelKey(/** @type {Lot} */ lot) {
  if (lot.phase === "published" && lot.terms.opening) return "opening";
  return lot.result?.sold ? "hall_price_sold" : priceKey(lot);
}

function time(
  /** @type {import("../../../clients/js/gavel.js").ServerClock} */ clock,
  /** @type {() => Lot} */ lot,
) {
  const now = () => timing(lot(), clock);
  const running = h("running-text.stage-countdown", { role: "timer", "data-test": "countdown" });
  running.ask = now;
  return h(
    "div",
    {
      class: () => `stage-time${now().isRunning ? "" : " still"}`,
      hidden: () => resultName(lot()) !== null || now().text === "" || isCalled(lot()),
    },
    h(
      "p.stage-label",
      { hidden: () => lot().phase === "published" && !now().isRunning },
      () => now().label,
    ),
    running,
  );
}

/** Whether calls end it, and no clock. */
function isCalled(/** @type {Lot} */ lot) {
  return isByHammer(lot) && isTakingBids(lot);
}

/** How it ended, or whom it waits for, in one sentence. */
function result(/** @type {() => Lot} */ lot) {
  const words = () =>
    resultWords(lot()) ||
    awaitedWords(lot()) ||
    (lot().phase === "paused" ? t("paused_because", { reason: lot().pause_reason ?? "" }) : "");
  return h(
    "p",
    {
      class: () => `stage-said ${chipTone(lot())}`,
      hidden: () => words() === "",
      role: "status",
      "data-test": "result",
    },
    words,
  );
}

function calls(/** @type {() => Lot} */ lot) {
  const step = (/** @type {number} */ call) =>
    h("li", { class: () => (call <= lot().calls ? "made" : "") }, String(call));
  return h(
    "div.stage-calls",
    {
      hidden: () => !isCalled(lot()),
      class: () => `stage-calls${lot().calls === 0 ? "" : " called"}`,
      "data-test": "calls",
    },
    h("ol", { "aria-hidden": "true" }, step(1), step(2), step(3)),
    h("p.stage-call", { role: "status", "data-test": "call" }, () => t(`call_${lot().calls}`)),
  );
}

function facts(/** @type {() => Lot} */ lot) {
  const fact = (/** @type {string} */ name, /** @type {() => string} */ value, test = name) =>
    h(
      "div.stage-fact",
      { hidden: () => value() === "" },
      h("dt", {}, () => t(name)),
      h("dd", { "data-test": test }, value),
    );
  const isOpenPrice = () => isRunning(lot()) && !isSealed(lot());
  const leader = () =>
    isOpenPrice() && lot().leader ? t("paddle", { paddle: lot().leader ?? "" }) : "";
  const asking = () => (isOpenPrice() && lot().price ? cash(lot(), lot().asking) : "");
  const opening = () =>
    lot().price || lot().phase === "published" ? "" : cash(lot(), lot().terms.opening);
  const reserve = () =>
    isOpenPrice() && lot().reserve !== "none" ? t(`reserve_${lot().reserve}`) : "";
  return h(
    "dl.stage-facts",
    { hidden: () => resultName(lot()) !== null || lot().phase === "published" },
    fact("hall_leader", leader, "leader"),
    fact("asking", asking),
    fact("opening", opening),
    fact("reserve", reserve),
  );
}
