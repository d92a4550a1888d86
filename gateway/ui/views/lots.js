// The lots of the session: state, price and time of each, one of them chosen.

import { each, h, steady, view } from "../element.js";
import {
  aheadAmount,
  awardsOf,
  buyer,
  formatName,
  isRunning,
  isSealed,
  resultName,
} from "../lot.js";
import { inBoth, language, t } from "../words.js";
import { cash } from "./page.js";
import { timing } from "./timing.js";
import "./running_text.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("./page.js").Page} Page */

/** @param {Page} page */
export function lots(page) {
  /** @type {number | undefined} */
  let chosen;
  const all = () => {
    chosen = page.chosen()?.lot;
    return [...page.store.lots.values()];
  };
  return view(() =>
    h(
      "nav.lots",
      { "aria-label": () => t("lots") },
      h("h2", {}, () => t("lots")),
      h("p.quiet", { hidden: () => 0 < page.store.lots.size }, () => t("lots_none")),
      each(
        h("ul"),
        all,
        (lot) => lot.lot,
        (lot) => row(page, lot, () => chosen),
      ),
    ),
  );
}

function row(
  /** @type {Page} */ page,
  /** @type {() => Lot} */ lot,
  /** @type {() => number | undefined} */ chosen,
) {
  const time = h("running-text");
  time.ask = () => timing(lot(), page.clock);
  const isChosen = () => chosen() === lot().lot;
  // Of a thousand lots few change at a time.
  const state = () => `${page.store.version(lot().lot)},${isChosen()},${language()}`;
  const whole = view(() =>
    h(
      "li",
      {},
      h(
        "button.lot",
        {
          type: "button",
          "data-test": `lot-${lot().lot}`,
          "aria-current": () => (isChosen() ? "true" : null),
          onclick: () => page.choose(lot().lot),
        },
        h(
          "span.lot-head",
          {},
          h("span.lot-number", {}, () => t("lot", { lot: lot().lot })),
          h("span", { class: () => `chip ${chipTone(lot())}` }, () => stateWords(lot())),
        ),
        h("span.lot-title", {}, () => inBoth(lot().terms.title)),
        h(
          "span.lot-foot",
          {},
          h("span.lot-price", {}, () => priceWords(lot())),
          h("span.lot-time", {}, time),
        ),
        h("span.lot-mine", { hidden: () => !mine(page, lot()) }, () => mine(page, lot())),
      ),
    ),
  );
  return steady(whole, state);
}

/** @param {Lot} lot */
export function stateWords(lot) {
  const result = resultName(lot);
  return result ? t(`result_${result}`) : t(`phase_${lot.phase}`);
}

/** @param {Lot} lot */
export function chipTone(lot) {
  return resultName(lot) ?? lot.phase;
}

/**
 * The price of a lot in a list; else the price that is asked, or a word.
 * @param {Lot} lot
 */
export function priceWords(lot) {
  const { sold, allotted } = lot.result ?? {};
  const price =
    sold?.price ?? allotted?.total ?? lot.runner_up?.price ?? lot.price ?? aheadAmount(lot);
  if (price) return cash(lot, price);
  if (isSealed(lot)) return t("price_sealed");
  return lot.asking ? cash(lot, lot.asking) : t("price_none");
}

/** A word on my own standing, where the price alone does not tell. */
function mine(/** @type {Page} */ { store }, /** @type {Lot} */ lot) {
  const paddle = store.paddle();
  if (paddle === undefined) return "";
  if (buyer(lot) === paddle) return t("standing_won");
  if (0 < awardsOf(lot, paddle).length) return t("standing_won_units");
  if (lot.runner_up?.paddle === paddle) return t("standing_runner_up");
  const isBarred = lot.barred?.some((bar) => bar.paddle === paddle);
  if (isBarred || lot.phase === "closed" || lot.phase === "runner_up") return "";
  if (lot.draw || 0 < (lot.tied?.length ?? 0)) return "";
  if (lot.leader === paddle) return t("standing_leading");
  if (lot.turn === paddle && isRunning(lot)) return t("standing_turn_mine");
  if (!lot.mine || formatName(lot) === "exclusive") return "";
  if (!isSealed(lot)) return t("standing_outbid");
  return lot.envelopes ? "" : t("standing_envelope_in");
}
