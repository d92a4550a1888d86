// The list of lots: where each stands, at a glance.

import { h } from "./dom.js";
import { money } from "./format.js";
import { lang, text, word } from "./words.js";

/** Draws the list into `nav`. */
export function drawLots(nav, store) {
  const focused = document.activeElement?.dataset?.test;
  const lots = [...store.lots.values()];
  nav.setAttribute("aria-label", word("lots"));
  nav.replaceChildren(
    h("h2", {}, word("lots")),
    ...(lots.length ? lots.map((lot) => row(lot, store)) : [h("p.quiet", {}, word("no_lots"))]),
  );
  if (focused?.startsWith("lot-")) nav.querySelector(`[data-test="${focused}"]`)?.focus();
}

function row(lot, store) {
  const price = lot.result?.sold?.price ?? lot.price;
  return h(
    "button.lot",
    {
      type: "button",
      "data-test": `lot-${lot.lot}`,
      "data-phase": lot.phase,
      "aria-current": store.selected === lot.lot ? "true" : null,
      onclick: () => store.select(lot.lot),
    },
    h("span.number", {}, String(lot.lot)),
    h("span.name", {}, text(lot.terms.title)),
    h("span.phase", {}, word(`phase_${lot.phase}`)),
    h("span.amount", {}, price ? money(price, lot.terms.currency, lang()) : ""),
    h("span.left", { "data-countdown": lot.phase === "open" ? lot.closes_at : null }),
  );
}
