// The deposits that are forfeited, each with the entry of the journal that shows why.

import { each, h, view } from "../element.js";
import { t } from "../words.js";

/** @param {import("./page.js").Page} page */
export function forfeits({ store }) {
  const all = () => store.forfeits.map((forfeit, place) => ({ ...forfeit, place }));
  const head = (/** @type {string} */ name) => h("th", { scope: "col" }, () => t(name));
  const lotWords = (/** @type {number | undefined} */ lot) =>
    lot === undefined ? t("forfeit_session") : String(lot);
  const row = (/** @type {() => any} */ forfeit) =>
    view(() =>
      h(
        "tr",
        {},
        h("td", {}, () => String(forfeit().paddle)),
        h("td", {}, () => lotWords(forfeit().lot)),
        h("td", {}, () => t(`forfeit_${forfeit().case}`)),
        h("td", {}, () => String(forfeit().seq)),
      ),
    );
  const heads = ["roster_paddle", "forfeit_lot", "forfeit_case", "forfeit_entry"];
  return view(() =>
    h(
      "section.card.forfeits",
      { hidden: () => store.forfeits.length === 0, "data-test": "forfeits" },
      h("h2", {}, () => t("forfeits")),
      h("p.quiet", {}, () => t("forfeits_note")),
      h(
        "div.scroll",
        { tabIndex: 0, role: "region", "aria-label": () => t("forfeits") },
        h(
          "table",
          {},
          h("thead", {}, h("tr", {}, ...heads.map(head))),
          each(h("tbody"), all, (one) => one.place, row),
        ),
      ),
    ),
  );
}
