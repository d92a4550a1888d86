// The room of the chosen lot: what is sold, what it stands at, how long it goes on.

import { h, include, view } from "../element.js";
import {
  formatName,
  isByHammer,
  isReverse,
  isRunning,
  isSealed,
  isTakingBids,
  resultName,
} from "../lot.js";
import { inBoth, t } from "../words.js";
import { chipTone, stateWords } from "./lots.js";
import { announcer } from "./announcer.js";
import { cash, named } from "./page.js";
import { isDutchRunning, priceKey, shownPrice } from "./price.js";
import { programme } from "./programme.js";
import { awaitedWords, resultWords } from "./result.js";
import { structureWords } from "./royalty.js";
import { sidesCard } from "./sides_card.js";
import { timing } from "./timing.js";
import "./running_text.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("./page.js").Page} Page */

/** Phases in which the price is not, or no longer, somebody's lead. */
const NOBODY_LEADS = ["closed", "runner_up"];

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
        h("span.chip.sealed", {}, () => t(`chip_${formatName(lot())}`)),
        h("span.chip.sealed", { hidden: () => !isReverse(lot()) }, () => t("chip_reverse")),
      ),
      h("h1", { id: "lot-title" }, () => inBoth(lot().terms.title)),
      h("p.rights", { hidden: () => !lot().terms.rights, "data-test": "rights" }, () =>
        rightsWords(lot()),
      ),
      include(programme(page, lot)),
      said(
        "result",
        () => resultWords(lot()),
        () => `banner result ${resultName(lot())}`,
      ),
      said(
        "awaited",
        () => awaitedWords(lot()),
        () => "banner paused",
      ),
      said(
        "pause-reason",
        () => pauseWords(lot()),
        () => "banner paused",
      ),
      h("div.stand", {}, price(page, lot), time(page, lot)),
      include(sidesCard(page, lot)),
      facts(page, lot),
      calls(lot),
      include(announcer(lot)),
    ),
  );
}

/** The right that is sold, where and for how long, in a line. */
function rightsWords(/** @type {Lot} */ { terms: { rights, quantity = 1 } }) {
  if (!rights) return "";
  const grant = t(`grant_${rights.grant}`);
  const several = quantity === 1 ? grant : `${quantity} × ${grant}`;
  return [several, inBoth(rights.territory), inBoth(rights.term)].join(" · ");
}

function said(
  /** @type {string} */ test,
  /** @type {() => string} */ words,
  /** @type {() => string} */ look,
) {
  return h("p", { class: look, hidden: () => !words(), "data-test": test }, words);
}

function price(/** @type {Page} */ page, /** @type {() => Lot} */ lot) {
  const shown = () => shownPrice(lot());
  const figure = () => (shown() ? cash(lot(), shown()) : t(noPriceKey(lot())));
  const leads = () => {
    const { leader } = lot();
    const isDrawn = lot().draw !== undefined || 0 < (lot().tied?.length ?? 0);
    if (!leader || isDrawn || NOBODY_LEADS.includes(lot().phase)) return "";
    return t(leader === page.store.paddle() ? "leads_you" : "leads", { paddle: leader });
  };
  const structure = () => structureWords(lot(), lot().result?.sold?.royalty ?? lot().royalty);
  const label = () => t(priceKey(lot()));
  return h(
    "div.price",
    {},
    h("p.label", {}, label),
    h("p", { class: () => (shown() ? "figure" : "figure none"), "data-test": "price" }, figure),
    h("p.structure", { hidden: () => structure() === "", "data-test": "structure" }, structure),
    h(
      "p.leader",
      { hidden: () => isSealed(lot()) || lot().phase === "closed", "data-test": "leader" },
      leads,
    ),
  );
}

function noPriceKey(/** @type {Lot} */ lot) {
  return isSealed(lot) ? "price_sealed" : "price_none";
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

function facts(/** @type {Page} */ page, /** @type {() => Lot} */ lot) {
  const fact = (/** @type {string} */ name, /** @type {() => string} */ value, test = "") =>
    h(
      "div.fact",
      { hidden: () => !value() },
      h("dt", {}, () => t(name)),
      h("dd", { "data-test": test || name }, value),
    );
  const asking = () => {
    const isAsked = lot().phase === "published" || isRunning(lot());
    const isOwn = formatName(lot()) === "exclusive" || isDutchRunning(lot());
    return isAsked && !isOwn ? cash(lot(), lot().asking) : "";
  };
  const turn = () => (isRunning(lot()) && lot().turn ? named(page, Number(lot().turn)) : "");
  const units = () => (lot().terms.quantity === 1 ? "" : String(lot().terms.quantity ?? ""));
  const reserve = () => (isTelling(lot()) ? t(`reserve_${lot().reserve}`) : "");
  return h(
    "dl.facts",
    {},
    fact("asking", asking),
    fact("turn", turn, "turn-now"),
    fact("opening", () => cash(lot(), lot().terms.opening)),
    fact("units", units),
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

function pauseWords(/** @type {Lot} */ lot) {
  if (lot.phase !== "paused") return "";
  if (lot.pause_fault) return t("pause_fault", { cause: t(`fault_${lot.pause_fault}`) });
  return t("paused_because", { reason: lot.pause_reason ?? "" });
}
