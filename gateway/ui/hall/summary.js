// The stage when every lot has ended: what became of each.

import { each, h, view } from "../element.js";
import { resultName } from "../lot.js";
import { resultWords } from "../views/result.js";
import { inBoth, t } from "../words.js";

/** @param {import("./hall.js").Hall} hall */
export function summary({ store, picked }) {
  const all = () => [...store.lots.values()];
  const isShown = () => 0 < store.lots.size && picked() === undefined;
  return view(() =>
    h(
      "section.summary",
      { hidden: () => !isShown(), "data-test": "summary", "aria-label": () => t("hall_over") },
      h("h2", {}, () => t("hall_over")),
      each(
        h("ol"),
        () => (isShown() ? all() : []),
        (lot) => lot.lot,
        (lot) =>
          view(() =>
            h(
              "li",
              {},
              h("p.summary-title", {}, () =>
                t("hall_lot_title", { lot: lot().lot, title: inBoth(lot().terms.title) }),
              ),
              h("p", { class: () => `summary-result ${resultName(lot())}` }, () =>
                resultWords(lot()),
              ),
            ),
          ),
      ),
    ),
  );
}
