// The record of a lot: the price over time, its history, the opened envelopes.

import { always, each, h, include, view } from "../element.js";
import { timeOfDay } from "../format.js";
import { isSealed } from "../lot.js";
import { language, t } from "../words.js";
import { about } from "./about.js";
import { cash } from "./page.js";
import "./price_chart.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("./page.js").Page} Page */

const SHOWN_POINTS = 50;

/**
 * @param {Page} page
 * @param {() => Lot} lot
 */
export function record(page, lot) {
  return view(() =>
    h("div.record", {}, prices(page, lot), envelopes(page, lot), barred(lot), include(about(lot))),
  );
}

function prices(/** @type {Page} */ page, /** @type {() => Lot} */ lot) {
  const chart = h("price-chart");
  always(() => chart.show(lot(), page.store.paddle()));
  const latest = () => numbered(lot()).reverse().slice(0, SHOWN_POINTS);
  const head = (/** @type {string} */ name, look = "") =>
    h("th", { scope: "col", class: look }, () => t(name));
  const table = h(
    "table",
    { hidden: () => lot().history.length === 0, "data-test": "history" },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        head("history_time"),
        head("history_bidder"),
        head("history_price", "number"),
        head("history_leader"),
      ),
    ),
    each(
      h("tbody"),
      latest,
      (point) => point.key,
      (point) => pointRow(page, lot, point),
    ),
  );
  return h(
    "section.card",
    { hidden: () => isSealed(lot()) },
    h("h2", {}, () => t("history")),
    h("p.quiet", { hidden: () => 0 < lot().history.length }, () => t("history_none")),
    chart,
    h("div.scroll", { tabIndex: 0, role: "region", "aria-label": () => t("history") }, table),
  );
}

/** Points with a key of their own: several may share a time. */
function numbered(/** @type {Lot} */ lot) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return lot.history.map((point) => {
    const name = [lot.lot, point.at, point.bidder, point.price, point.leader].join();
    seen.set(name, (seen.get(name) ?? 0) + 1);
    return { ...point, key: `${name},${seen.get(name)}` };
  });
}

function pointRow(
  /** @type {Page} */ page,
  /** @type {() => Lot} */ lot,
  /** @type {() => any} */ point,
) {
  return view(() =>
    h(
      "tr",
      { class: () => (point().bidder === page.store.paddle() ? "mine" : "") },
      h("td", {}, () => timeOfDay(point().at, language())),
      h("td", {}, () => named(page, point().bidder)),
      h("td.number", {}, () => cash(lot(), point().price)),
      h("td", {}, () => named(page, point().leader)),
    ),
  );
}

function named(/** @type {Page} */ page, /** @type {number} */ paddle) {
  const name = t("paddle", { paddle });
  return paddle === page.store.paddle() ? `${name} (${t("you")})` : name;
}

function envelopes(/** @type {Page} */ page, /** @type {() => Lot} */ lot) {
  const opened = () => lot().envelopes ?? [];
  const head = (/** @type {string} */ name, look = "") =>
    h("th", { scope: "col", class: look }, () => t(name));
  const row = (/** @type {() => any} */ envelope) =>
    view(() =>
      h(
        "tr",
        { class: () => (envelope().fault ? "void" : "") },
        h("td", {}, () => named(page, envelope().paddle)),
        h("td.number", {}, () => cash(lot(), envelope().amount)),
        h("td", {}, () => t(envelope().fault ? `fault_${envelope().fault}` : "envelope_valid")),
      ),
    );
  return h(
    "section.card",
    { hidden: () => !lot().envelopes, "data-test": "envelopes" },
    h("h2", {}, () => t("envelopes")),
    h("p.quiet", { hidden: () => 0 < opened().length }, () => t("envelopes_none")),
    h(
      "table",
      { hidden: () => opened().length === 0 },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          head("roster_paddle"),
          head("envelope_amount", "number"),
          head("envelope_state"),
        ),
      ),
      each(h("tbody"), opened, (envelope) => `${lot().lot},${envelope.paddle}`, row),
    ),
  );
}

function barred(/** @type {() => Lot} */ lot) {
  const row = (/** @type {() => any} */ bar) => view(() => h("li", {}, () => t("barred", bar())));
  return each(
    h("ul.barred"),
    () => lot().barred ?? [],
    (bar) => `${lot().lot},${bar.paddle}`,
    row,
  );
}
