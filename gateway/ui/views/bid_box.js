// The bid box: my standing, what this round's format lets me offer, and what else I may say.

import { always, each, h, include, view } from "../element.js";
import { formatName, hasLeft, isInRound, isReverse, isRunning } from "../lot.js";
import { money } from "../format.js";
import { language, t } from "../words.js";
import { askingButton } from "./asking_button.js";
import { cutoff } from "./cutoff.js";
import { envelopeForm } from "./envelope_form.js";
import { jumpQuestion } from "./jump.js";
import { offerForm } from "./offer_form.js";
import { ownActs } from "./own_acts.js";
import { cash } from "./page.js";
import { standingCard } from "./standing_card.js";
import { timing } from "./timing.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("./page.js").Page} Page */
/** @typedef {import("../element.js").View} View */

/** Formats whose box would cover a small screen: there it stands below the room. */
const LONG = ["units", "exclusive"];

/** @typedef {(page: Page, lot: () => Lot) => View} Form */

/** Forms that few lots want: each is loaded with the first lot that does. */
const LATER = {
  royalty: () => import("./royalty_form.js").then((module) => module.royaltyForm),
  units: () => import("./units_form.js").then((module) => module.unitsForm),
  sides: () => import("./sides_form.js").then((module) => module.sidesForm),
  accept: () => import("./accept_button.js").then((module) => module.acceptButton),
  turn: () => import("./turn_form.js").then((module) => module.turnForm),
};
/** @type {Map<string, Form>} those that are here */
const here = new Map();

/** What each format offers; where royalties count, a structure takes the place of an amount. */
const OFFERS = {
  english: (/** @type {Page} */ page, /** @type {() => Lot} */ lot) => [
    askingButton(page, lot),
    lot().terms.royalty ? later("royalty", page, lot) : offerForm(page, lot),
  ],
  sealed: (/** @type {Page} */ page, /** @type {() => Lot} */ lot) => [
    lot().terms.royalty ? later("royalty", page, lot) : envelopeForm(page, lot),
  ],
  units: (/** @type {Page} */ page, /** @type {() => Lot} */ lot) => [later("units", page, lot)],
  exclusive: (/** @type {Page} */ page, /** @type {() => Lot} */ lot) => [later("sides", page, lot)],
  dutch: (/** @type {Page} */ page, /** @type {() => Lot} */ lot) => [later("accept", page, lot)],
  turns: (/** @type {Page} */ page, /** @type {() => Lot} */ lot) => [later("turn", page, lot)],
};

/**
 * @param {Page} page
 * @param {() => Lot} lot
 */
export function bidBox(page, lot) {
  const isOver = () => {
    const { store } = page;
    const isOut = store.me?.excluded || lot().barred?.some((bar) => bar.paddle === store.paddle());
    const isIn = isInRound(lot(), store.paddle()) && !hasLeft(lot(), store.paddle());
    const goesOn = lot().phase === "published" || isRunning(lot());
    return Boolean(isOut) || !isIn || !goesOn;
  };
  const limit = () => {
    const most = page.store.me?.limit;
    return most && !isReverse(lot())
      ? t("my_limit", { limit: money(most, lot().terms.currency, language()) })
      : "";
  };
  const isLong = () =>
    LONG.includes(formatName(lot())) || (Boolean(lot().terms.royalty) && !isOver());
  const round = () => `${lot().lot},${lot().round},${formatName(lot())},${here.size}`;
  return view(() => {
    always(jumpQuestion(page, lot));
    return h(
      "aside",
      { class: () => `side bid-box ${isLong() ? "long" : ""}`, "aria-label": () => t("bid") },
      peek(page, lot),
      include(standingCard(page, lot)),
      include(cutoff(page, lot)),
      each(
        h("div", { hidden: isOver }),
        () => [round()],
        (key) => key,
        () => offers(page, lot),
      ),
      h("p.quiet.limit", { hidden: () => isOver() || limit() === "" }, limit),
      include(ownActs(page, lot)),
    );
  });
}

/** A form that may still be on its way; where it cannot come, the page says so. @returns {View} */
function later(
  /** @type {keyof typeof LATER} */ name,
  /** @type {Page} */ page,
  /** @type {() => Lot} */ lot,
) {
  const form = here.get(name);
  if (form) return form(page, lot);
  let words = "form_coming";
  const arrived = (/** @type {Form} */ loaded) => here.set(name, loaded);
  const lost = () => (words = "form_lost");
  LATER[name]().then(arrived, lost).finally(page.changed);
  return view(() => h("p.quiet", { role: "status" }, () => t(words)));
}

/** The price and the time again, where an open form hides them on a small screen. */
function peek(/** @type {Page} */ page, /** @type {() => Lot} */ lot) {
  const time = h("running-text");
  time.ask = () => timing(lot(), page.clock);
  const price = () => cash(lot(), lot().price ?? lot().asking);
  return h("p.peek", { "aria-hidden": "true" }, h("span", {}, price), time);
}

function offers(/** @type {Page} */ page, /** @type {() => Lot} */ lot) {
  return view(() => h("div.offers", {}, ...OFFERS[formatName(lot())](page, lot).map(include)));
}
