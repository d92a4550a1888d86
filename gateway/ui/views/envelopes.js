// The opened envelopes: the counts that the opening announces, and what each of them says.

import { each, h, include, view } from "../element.js";
import { t } from "../words.js";
import { cash, named } from "./page.js";
import { receiptNote } from "./receipt_mark.js";
import { structureWords } from "./royalty.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("../store.js").Envelope} Envelope */
/** @typedef {import("./page.js").Page} Page */
/** @typedef {import("./record.js").Strike} Strike */

/**
 * @param {Page} page
 * @param {() => Lot} lot
 * @param {Strike} strike
 */
export function envelopes(page, lot, strike) {
  const before = () => lot().before;
  const title = () => {
    const { round = 1, time = 1 } = before() ?? {};
    return t(1 < time ? "envelopes_before_time" : "envelopes_before", { round, time });
  };
  const count = () => (lot().count ? t("ballot_count", { ...lot().count }) : "");
  const none = () => "";
  return view(() =>
    h(
      "div.opened",
      {},
      h(
        "section.card",
        { hidden: () => !lot().envelopes, "data-test": "envelopes" },
        h("h2", {}, () => t("envelopes")),
        h("p.quiet", { hidden: () => count() === "", "data-test": "ballot-count" }, count),
        include(table(page, lot, () => lot().envelopes ?? [], strike)),
      ),
      h(
        "section.card",
        { hidden: () => !before()?.envelopes, "data-test": "envelopes-before" },
        h("h2", {}, title),
        include(table(page, lot, () => before()?.envelopes ?? [], none)),
      ),
    ),
  );
}

function table(
  /** @type {Page} */ page,
  /** @type {() => Lot} */ lot,
  /** @type {() => Envelope[]} */ opened,
  /** @type {Strike} */ strike,
) {
  const head = (/** @type {string} */ name, look = "") =>
    h("th", { scope: "col", class: look }, () => t(name));
  const heads = () => [
    head("roster_paddle"),
    head("envelope_amount", "number"),
    head("envelope_state"),
  ];
  const keyed = (/** @type {Envelope} */ envelope) => `${lot().lot},${envelope.bid_id}`;
  return view(() =>
    h(
      "div",
      {},
      h("p.quiet", { hidden: () => 0 < opened().length }, () => t("envelopes_none")),
      h(
        "table",
        { hidden: () => opened().length === 0 },
        h("thead", {}, h("tr", {}, ...heads())),
        each(h("tbody"), opened, keyed, (envelope) => row(page, lot, envelope, strike)),
      ),
    ),
  );
}

function row(
  /** @type {Page} */ page,
  /** @type {() => Lot} */ lot,
  /** @type {() => Envelope} */ envelope,
  /** @type {Strike} */ strike,
) {
  const pairs = () => contents(lot(), envelope());
  const looks = () =>
    [envelope().paddle === page.store.paddle() ? "mine" : "", envelope().fault ? "void" : ""].join(
      " ",
    );
  return view(() =>
    h(
      "tr",
      { class: looks },
      h(
        "td",
        {},
        h("span", {}, () => named(page, envelope().paddle)),
        receiptNote(page, () => envelope().bid_id),
      ),
      h(
        "td.number",
        {},
        h("span.amount", {}, () => cash(lot(), envelope().amount)),
        h("span.note.block.wrap", { hidden: () => pairs() === "" }, pairs),
      ),
      h(
        "td",
        {},
        h("span", {}, () => t(envelope().fault ? `fault_${envelope().fault}` : "envelope_valid")),
        strike(envelope),
      ),
    ),
  );
}

/** What an amount is made of: a structure, or quantities at unit prices. */
function contents(/** @type {Lot} */ lot, /** @type {Envelope} */ { royalty, schedule = [] }) {
  if (royalty) return structureWords(lot, royalty);
  return schedule
    .map(({ quantity, unit_price }) => `${quantity} × ${cash(lot, unit_price)}`)
    .join(" + ");
}
