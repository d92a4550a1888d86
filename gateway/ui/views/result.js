// How a lot ended, or is about to, in a sentence; and who gets how many units of it.

import { moment } from "../format.js";
import { each, h, view } from "../element.js";
import { resultName } from "../lot.js";
import { language, t } from "../words.js";
import { cash, named } from "./page.js";
import { worthWords } from "./royalty.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("./page.js").Page} Page */

/** @param {Lot} lot */
export function resultWords(lot) {
  const name = resultName(lot);
  if (!name) return "";
  const { paddle, price, royalty } = lot.result.sold ?? {};
  const { failed, allotted, withdrawn } = lot.result;
  return t(`result_said_${name}`, {
    paddle,
    price: worthWords(lot, price, royalty),
    reason: failed ? t(`failed_${failed.reason}`) : withdrawn?.reason,
    total: cash(lot, allotted?.total),
    winners: new Set(allotted?.awards.map((/** @type {any} */ award) => award.paddle)).size,
  });
}

/**
 * What is awaited behind the last round, before the lot has ended.
 * @param {Lot} lot
 */
export function awaitedWords(lot) {
  const price = cash(lot, lot.phase === "runner_up" ? lot.runner_up?.price : lot.price);
  if (lot.phase === "provisional") {
    const time = lot.answer_by ? moment(lot.answer_by, language()) : "";
    return t("provisional_said", { price, paddle: lot.leader ?? "", time });
  }
  if (lot.phase === "runner_up") {
    return t("runner_up_said", { price, paddle: lot.runner_up?.paddle ?? "" });
  }
  if (lot.phase !== "round_over" || lot.next_round) return "";
  const tied = lot.tied ?? [];
  return tied.length === 0 ? "" : t("tied_said", { paddles: tied.join(", ") });
}

/**
 * The table of who gets how many units at what price.
 * @param {Page} page
 * @param {() => Lot} lot
 */
export function allotted(page, lot) {
  const awards = () =>
    (lot().result?.allotted?.awards ?? []).map(
      (/** @type {any} */ award, /** @type {number} */ place) => ({
        ...award,
        place,
      }),
    );
  const head = (/** @type {string} */ name, look = "") =>
    h("th", { scope: "col", class: look }, () => t(name));
  const row = (/** @type {() => any} */ award) =>
    view(() =>
      h(
        "tr",
        { class: () => (award().paddle === page.store.paddle() ? "mine" : "") },
        h("td", {}, () => named(page, award().paddle)),
        h("td.number", {}, () => String(award().quantity)),
        h("td.number", {}, () => cash(lot(), award().unit_price)),
        h("td.number", {}, () => cash(lot(), award().pays)),
      ),
    );
  const heads = () => [
    head("roster_paddle"),
    head("quantity", "number"),
    head("unit_price_short", "number"),
    head("pays", "number"),
  ];
  return view(() =>
    h(
      "section.card",
      { hidden: () => awards().length === 0, "data-test": "allotted" },
      h("h2", {}, () => t("allotted")),
      h(
        "div.scroll",
        { tabIndex: 0, role: "region", "aria-label": () => t("allotted") },
        h(
          "table",
          {},
          h("thead", {}, h("tr", {}, ...heads())),
          each(h("tbody"), awards, (award) => `${lot().lot},${award.place}`, row),
        ),
      ),
      h("p.total", {}, () =>
        t("allotted_total", { total: cash(lot(), lot().result?.allotted?.total) }),
      ),
    ),
  );
}
