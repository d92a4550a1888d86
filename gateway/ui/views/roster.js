// The roster: who is admitted, whose deposit is confirmed; the desk adds to it.

import { each, h, include, view } from "../element.js";
import { money } from "../format.js";
import { language, t } from "../words.js";
import { admission } from "./admission.js";
import { ask } from "./dialog.js";
import { Outcome } from "./outcome.js";

/** @typedef {import("../store.js").Member} Member */
/** @typedef {import("./page.js").Page} Page */
/** @typedef {(amount: string) => string} Show */

const SHOWN = 100;
const WORTH_SEARCHING = 8;
const DONG = { code: "VND", decimals: 0 };
const KEEPERS = ["clerk", "auctioneer"];
/** What a keeper may not record: the auctioneer alone does. */
const OF_AUCTIONEER = ["record_absence"];

/** @param {Page} page */
export function roster(page) {
  const { store, connection } = page;
  const currency = () => [...store.lots.values()][0]?.terms.currency ?? DONG;
  const show = (/** @type {string} */ amount) => money(amount, currency(), language());
  const isKeeper = () => KEEPERS.includes(connection.welcome?.role ?? "");
  const outcome = new Outcome(page, show);
  const may = (/** @type {string} */ act) =>
    OF_AUCTIONEER.includes(act) ? connection.welcome?.role === "auctioneer" : isKeeper();
  const isHere = (/** @type {Member} */ { paddle }) => page.presence.paddles.has(paddle);
  const row = (/** @type {() => Member} */ member) =>
    memberRow(member, show, may, outcome, () => isHere(member()));
  return view(() =>
    h(
      "section.roster.card",
      { "data-test": "roster" },
      h("h2", {}, () => t("roster")),
      h("p.counts", { hidden: () => !page.presence.isKnown, "data-test": "counts" }, () =>
        t("roster_counts", counts(page, isHere)),
      ),
      h("div", { hidden: () => !isKeeper() }, include(admission(currency, outcome))),
      include(outcome.view("roster-outcome")),
      include(members(page, row)),
    ),
  );
}

/** How many are here, admitted and deposited, and how many watch. */
function counts(/** @type {Page} */ { store, presence }, /** @type {(one: Member) => boolean} */ isHere) {
  const all = store.roster ?? [];
  return {
    here: all.filter(isHere).length,
    admitted: all.length,
    deposited: all.filter((member) => member.deposit_confirmed).length,
    observers: presence.observers,
  };
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
  /** @type {(act: string) => boolean} */ may,
  /** @type {Outcome} */ outcome,
  /** @type {() => boolean} */ isHere,
) {
  const isConfirmed = () => member().deposit_confirmed;
  const paddle = () => t("paddle", { paddle: member().paddle });
  const confirm = () => outcome.ask("confirm_deposit", { paddle: member().paddle });
  const state = () => t(isConfirmed() ? "deposit_confirmed" : "deposit_awaited");
  const button = (
    /** @type {string} */ name,
    /** @type {() => boolean} */ isHidden,
    /** @type {() => void} */ onclick,
  ) =>
    h(
      "button.plain.small",
      {
        type: "button",
        hidden: isHidden,
        onclick,
        "data-test": `${name}-${member().paddle}`,
        "aria-label": () => `${t(`member_${name}`)}: ${paddle()}`,
      },
      () => t(`member_${name}`),
    );
  const isOut = () => member().excluded !== undefined;
  return view(() =>
    h(
      "tr",
      { class: () => (isOut() ? "void" : "") },
      h(
        "td",
        {},
        h("span", {}, () => String(member().paddle)),
        h("span.note.here.block", { hidden: () => !isHere() }, () => t("member_here")),
      ),
      h("td.number", {}, () =>
        member().limit ? show(String(member().limit)) : t("roster_no_limit"),
      ),
      h(
        "td",
        {},
        h("span", { class: () => (isConfirmed() ? "confirmed" : "awaited") }, state),
        h("p.note", { hidden: () => notes(member()) === "" }, () => notes(member())),
        h(
          "div.member-acts",
          {},
          button("confirm", () => isConfirmed() || !may("confirm_deposit"), confirm),
          button(
            "exclude",
            () => isOut() || !may("exclude"),
            () => record(outcome, "exclude", member()),
          ),
          button(
            "absent",
            () => Boolean(member().absent) || !may("record_absence"),
            () => record(outcome, "record_absence", member()),
          ),
        ),
      ),
    ),
  );
}

function notes(/** @type {Member} */ { excluded, absent }) {
  const words = [
    excluded ? t("member_excluded", { reason: excluded }) : "",
    absent ? t("member_absent_said", { reason: absent }) : "",
  ];
  return words.filter(Boolean).join(" · ");
}

/** Records something of a member that needs a reason. */
async function record(
  /** @type {Outcome} */ outcome,
  /** @type {"exclude" | "record_absence"} */ act,
  /** @type {Member} */ { paddle },
) {
  const given = await ask({
    title: t(`ask_${act}`, { paddle }),
    text: t(`ask_${act}_text`),
    confirm: t(`desk_${act}`),
    asksReason: true,
    reasonLabel: t("reason_recorded"),
    isDangerous: true,
  });
  if (given) await outcome.ask(act, { paddle, ...given });
}
