// The run order beside the stage: every lot of the session with its state and its price.

import { each, h, view } from "../element.js";
import { chipTone, priceWords, stateWords } from "../views/lots.js";
import { inBoth, t } from "../words.js";

/** @typedef {import("../store.js").Lot} Lot */

/** @param {import("./hall.js").Hall} hall */
export function runOrder(hall) {
  const { store } = hall;
  return view(() =>
    h(
      "aside.run-order",
      { hidden: () => store.lots.size < 2, "aria-label": () => t("lots") },
      each(
        h("ol"),
        () => [...store.lots.values()],
        (lot) => lot.lot,
        (lot) => row(hall, lot),
      ),
    ),
  );
}

function row(/** @type {import("./hall.js").Hall} */ { picked }, /** @type {() => Lot} */ lot) {
  const isPicked = () => picked()?.lot === lot().lot;
  let wasPicked = false;
  return view(() => {
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
}

/** Scrolls the list to a lot, and nothing but the list. */
function bringTo(/** @type {HTMLElement} */ link) {
  const list = link.closest("aside");
  list?.scrollTo({ top: link.offsetTop - (list.clientHeight - link.offsetHeight) / 2 });
}
