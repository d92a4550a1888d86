// The record of a lot: the price over time, its history, the draw, what was struck, the terms.

import { always, each, h, include, view } from "../element.js";
import { timeOfDay } from "../format.js";
import { formatName, isSealed } from "../lot.js";
import { language, t } from "../words.js";
import { about } from "./about.js";
import { envelopes } from "./envelopes.js";
import { cash, named } from "./page.js";
import { receiptNote } from "./receipt_mark.js";
import { allotted } from "./result.js";
import { structureWords } from "./royalty.js";
import "./price_chart.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("./page.js").Page} Page */
/** @typedef {(bid: () => {bid_id: string, struck?: string, fault?: string}) => Node | string} Strike */

const SHOWN_POINTS = 50;
/** @type {typeof import("./draw_card.js").drawCard | null} */
let drawCard = null;

/**
 * @param {Page} page
 * @param {() => Lot} lot
 * @param {Strike} [strike] what strikes a bid, beside each, for whom that is
 */
export function record(page, lot, strike = () => "") {
  return view(() =>
    h(
      "div.record",
      {},
      draws(page, lot),
      include(allotted(page, lot)),
      prices(page, lot, strike),
      include(envelopes(page, lot, strike)),
      barred(lot),
      include(about(lot)),
    ),
  );
}

/** The card of the draw, loaded with the first lot that has one. */
function draws(/** @type {Page} */ page, /** @type {() => Lot} */ lot) {
  const load = async () => {
    drawCard = (await import("./draw_card.js")).drawCard;
    page.changed();
  };
  const drawn = () => {
    if (!lot().draw) return [];
    if (drawCard) return [drawCard];
    load().catch(() => {});
    return [];
  };
  return each(
    h("div.opened"),
    drawn,
    () => "draw",
    (card) => card()(page, lot),
  );
}

function prices(
  /** @type {Page} */ page,
  /** @type {() => Lot} */ lot,
  /** @type {Strike} */ strike,
) {
  const chart = h("price-chart");
  always(() => chart.show(lot(), page.store.paddle()));
  const latest = () => numbered(lot()).reverse();
  const head = (/** @type {string} */ name, look = "") =>
    h("th", { scope: "col", class: look }, () => t(name));
  const heads = [
    head("history_time"),
    head("history_bidder"),
    head("history_price", "number"),
    head("history_leader"),
  ];
  const isSilent = () =>
    isSealed(lot()) || formatName(lot()) === "exclusive" || lot().price !== null;
  const table = h(
    "table",
    { hidden: () => lot().history.length === 0, "data-test": "history" },
    h("thead", {}, h("tr", {}, ...heads)),
    each(
      h("tbody"),
      latest,
      (point) => point.key,
      (point) => pointRow(page, lot, point, strike),
    ),
  );
  return h(
    "section.card",
    { hidden: () => isSilent() && lot().history.length === 0, "data-test": "prices" },
    h("h2", {}, () => t("history")),
    h("p.quiet", { hidden: () => 0 < lot().history.length }, () => t("history_none")),
    chart,
    h("p.note", { hidden: () => lot().history.length === 0 || !lot().marks?.length }, () =>
      t("chart_marks"),
    ),
    h("div.scroll", { tabIndex: 0, role: "region", "aria-label": () => t("history") }, table),
  );
}

/** The latest points with a key of their own: several may share a time. */
function numbered(/** @type {Lot} */ lot) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return lot.history.slice(-SHOWN_POINTS).map((point) => {
    const name = [lot.lot, point.at, point.bidder, point.price, point.leader].join();
    seen.set(name, (seen.get(name) ?? 0) + 1);
    return { ...point, key: `${name},${seen.get(name)}` };
  });
}

function pointRow(
  /** @type {Page} */ page,
  /** @type {() => Lot} */ lot,
  /** @type {() => any} */ point,
  /** @type {Strike} */ strike,
) {
  const channel = () => (point().channel ? t(`channel_${point().channel}`) : "");
  const structure = () => structureWords(lot(), point().royalty);
  const looks = () =>
    [point().bidder === page.store.paddle() ? "mine" : "", point().struck ? "void" : ""].join(" ");
  const struck = () => (point().struck ? t("struck", { reason: point().struck }) : "");
  const isNoted = () => channel() !== "" || struck() !== "";
  return view(() =>
    h(
      "tr",
      { class: looks },
      h("td", {}, () => timeOfDay(point().at, language())),
      h(
        "td",
        {},
        h("span", {}, () => named(page, point().bidder)),
        h("span.note.block", { hidden: () => !isNoted() }, () =>
          [channel(), struck()].filter(Boolean).join(" · "),
        ),
        receiptNote(page, () => point().bid_id),
      ),
      h(
        "td.number",
        {},
        h("span.amount", {}, () => cash(lot(), point().price)),
        h("span.note.block.wrap", { hidden: () => structure() === "" }, structure),
      ),
      h(
        "td",
        {},
        h("span", {}, () => named(page, point().leader)),
        strike(point),
      ),
    ),
  );
}

function barred(/** @type {() => Lot} */ lot) {
  const all = () => (lot().barred ?? []).map((bar, place) => ({ ...bar, place }));
  const row = (/** @type {() => any} */ bar) =>
    view(() => h("li", {}, () => t(`barred_${bar().how}`, bar())));
  return each(h("ul.barred"), all, (bar) => `${lot().lot},${bar.place}`, row);
}
