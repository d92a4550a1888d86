// The run order beside the stage: every lot of the session with its state and its price.

import { each, h, steady, view } from "../element.js";
import { chipTone, priceWords, stateWords } from "../views/lots.js";
import { inBoth, language, t } from "../words.js";

/** @typedef {import("../store.js").Lot} Lot */

/** @param {import("./hall.js").Hall} hall */
export function runOrder(hall) {
  const { store } = hall;
  /** @type {number | undefined} */
  let picked;
  const all = () => {
    picked = hall.picked()?.lot;
    return [...store.lots.values()];
  };
  return view(() =>
    h(
      "aside.run-order",
      { hidden: () => store.lots.size < 2, "aria-label": () => t("lots") },
      each(
        h("ol"),
        all,
        (lot) => lot.lot,
        (lot) => row(store, lot, () => picked),
      ),
    ),
  );
}

function row(
  /** @type {import("../store.js").Store} */ store,
  /** @type {() => Lot} */ lot,
  /** @type {() => number | undefined} */ picked,
) {
  const isPicked = () => picked() === lot().lot;
  const state = () => `${store.version(lot().lot)},${isPicked()},${language()}`;
  let wasPicked = false;
  const whole = view(() => {
    const link = h(
      "a.run",
      {
        href: `#lot=${lot().lot}`,
        "data-test": `run-${lot().lot}`,
        "aria-current": () => {
          // A long session scrolls by itself to where the sale is.
          if (isPicked() && !wasPicked) requestAnimationFrame(() => bringTo(link));
          wasPicked = isPicked();
          return wasPicked ? "true" : null;
        },
      },
      h("span.run-lot", {}, () => String(lot().lot)),
      h("span.run-title", {}, () => inBoth(lot().terms.title)),
      h("span", { class: () => `run-state ${chipTone(lot())}` }, () => stateWords(lot())),
      h("span.run-price", {}, () => priceWords(lot())),
    );
    return h("li", {}, link);
  });
  return steady(whole, state);
}

/** Scrolls the list to a lot, and nothing but the list. */
function bringTo(/** @type {HTMLElement} */ link) {
  const list = link.closest("aside");
  list?.scrollTo({ top: link.offsetTop - (list.clientHeight - link.offsetHeight) / 2 });
}
