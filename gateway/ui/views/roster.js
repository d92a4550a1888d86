// The roster: who is admitted, whose deposit is confirmed; the desk adds to it.

import { each, h, include, view } from "../element.js";
import { money } from "../format.js";
import { language, t } from "../words.js";
import { admission } from "./admission.js";
import { Outcome } from "./outcome.js";

/** @typedef {import("../store.js").Member} Member */
/** @typedef {import("./page.js").Page} Page */
/** @typedef {(amount: string) => string} Show */

const SHOWN = 100;
const WORTH_SEARCHING = 8;
const DONG = { code: "VND", decimals: 0 };
const KEEPERS = ["clerk", "auctioneer"];

/** @param {Page} page */
export function roster(page) {
  const { store, connection } = page;
  const currency = () => [...store.lots.values()][0]?.terms.currency ?? DONG;
  const show = (/** @type {string} */ amount) => money(amount, currency(), language());
  const isKeeper = () => KEEPERS.includes(connection.welcome?.role ?? "");
  const outcome = new Outcome(page, show);
  const row = (/** @type {() => Member} */ member) => memberRow(member, show, isKeeper, outcome);
  return view(() =>
    h(
      "section.roster.card",
      { "data-test": "roster" },
      h("h2", {}, () => t("roster")),
      h("div", { hidden: () => !isKeeper() }, include(admission(currency, outcome))),
      include(outcome.view("roster-outcome")),
      include(members(page, row)),
    ),
  );
}

function members(/** @type {Page} */ page, /** @type {(member: () => Member) => any} */ row) {
  const all = () => page.store.roster ?? [];
  const search = searchInput(page.changed);
  const found = () =>
    all().filter((member) => String(member.paddle).startsWith(search.value.trim()));
  const more = () =>
    SHOWN < found().length ? t("roster_more", { shown: SHOWN, count: found().length }) : "";
  const shown = () => found().slice(0, SHOWN);
  const label = () => h("label", { for: search.id }, () => t("roster_find"));
  return view(() =>
    h(
      "div",
      {},
      h("p.quiet", { hidden: () => 0 < all().length }, () => t("roster_none")),
      h("div.find", { hidden: () => all().length < WORTH_SEARCHING }, label(), search),
      h(
        "table",
        { hidden: () => all().length === 0 },
        tableHead(),
        each(h("tbody"), shown, (member) => member.paddle, row),
      ),
      h("p.quiet", { hidden: () => more() === "" }, more),
    ),
  );
}

function searchInput(/** @type {() => void} */ oninput) {
  return h("input", {
    id: "roster-find",
    type: "search",
    inputMode: "numeric",
    autocomplete: "off",
    "data-test": "roster-find",
    oninput,
  });
}

function tableHead() {
  const head = (/** @type {string} */ name, look = "") =>
    h("th", { scope: "col", class: look }, () => t(name));
  const heads = [head("roster_paddle"), head("roster_limit", "number"), head("roster_deposit")];
  return h("thead", {}, h("tr", {}, ...heads));
}

function memberRow(
  /** @type {() => Member} */ member,
  /** @type {Show} */ show,
  /** @type {() => boolean} */ isKeeper,
  /** @type {Outcome} */ outcome,
) {
  const isConfirmed = () => member().deposit_confirmed;
  const confirm = () => outcome.ask("confirm_deposit", { paddle: member().paddle });
  const state = () => t(isConfirmed() ? "deposit_confirmed" : "deposit_awaited");
  return view(() =>
    h(
      "tr",
      {},
      h("td", {}, () => String(member().paddle)),
      h("td.number", {}, () =>
        member().limit ? show(String(member().limit)) : t("roster_no_limit"),
      ),
      h(
        "td",
        {},
        h("span", { class: () => (isConfirmed() ? "confirmed" : "awaited") }, state),
        h(
          "button.plain.small",
          {
            type: "button",
            hidden: () => isConfirmed() || !isKeeper(),
            onclick: confirm,
            "data-test": `confirm-${member().paddle}`,
            "aria-label": () =>
              `${t("deposit_confirm")}: ${t("paddle", { paddle: member().paddle })}`,
          },
          () => t("deposit_confirm"),
        ),
      ),
    ),
  );
}
