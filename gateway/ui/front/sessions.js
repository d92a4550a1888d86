// The sessions of one part of the calendar, each with its lots and what they stand at.

import { dayAndTime } from "../format.js";
import { each, h, view } from "../element.js";
import { resultName } from "../lot.js";
import { chipTone, priceWords, stateWords } from "../views/lots.js";
import { cash } from "../views/page.js";
import { resultWords } from "../views/result.js";
import { timing } from "../views/timing.js";
import { inBoth, language, t } from "../words.js";
import "../views/running_text.js";

/** @typedef {import("./calendar.js").Calendar} Calendar */
/** @typedef {import("./calendar.js").Session} Session */
/** @typedef {import("../store.js").Lot} Lot */

/**
 * @param {Calendar} calendar
 * @param {Session["when"]} when
 */
export function sessions(calendar, when) {
  const some = () => calendar.of(when);
  return view(() =>
    h(
      "section.front-part",
      {
        class: `front-part ${when}`,
        hidden: () => some().length === 0,
        "aria-labelledby": `front-${when}`,
        "data-test": `sessions-${when}`,
      },
      h("h2", { id: `front-${when}` }, () => t(`front_${when}`)),
      each(
        h("div.front-sessions"),
        some,
        ({ session }) => session,
        (session) => card(calendar, session),
      ),
    ),
  );
}

function card(/** @type {Calendar} */ calendar, /** @type {() => Session} */ session) {
  const name = () => session().session;
  return view(() =>
    h(
      "article.front-session",
      { "data-test": `session-${session().session}` },
      h(
        "header",
        {},
        h("h3", {}, () => inBoth(session().title) || name()),
        h("p.front-facts", {}, () => factWords(session())),
        h(
          "a.front-enter",
          { href: () => `/hall/${encodeURIComponent(name())}`, "data-test": "enter-hall" },
          () => t(session().when === "past" ? "front_hall_past" : "front_hall"),
        ),
      ),
      h("p.quiet", { hidden: () => 0 < session().lots.length }, () => t("front_no_lots")),
      each(
        h("ol.front-lots"),
        () => session().lots,
        (lot) => lot.lot,
        (lot) => row(calendar, lot),
      ),
      h("p.front-more", { hidden: () => more(session()) === 0 }, () =>
        t("front_more", { count: more(session()) }),
      ),
    ),
  );
}

function more(/** @type {Session} */ { lots, lot_count }) {
  return lot_count - lots.length;
}

/** When, and how much there is. */
function factWords(/** @type {Session} */ { when, opens_at, ended_at, lots, lot_count }) {
  const count = t(lot_count === 1 ? "front_lot" : "front_lots", { count: lot_count });
  if (when === "past") {
    return `${count} · ${t("front_ended", { time: ended_at ? dayAndTime(ended_at, language()) : "" })}`;
  }
  if (when === "now") {
    const open = lots.filter(({ phase }) => phase !== "closed" && phase !== "published").length;
    return `${count} · ${t("front_open", { count: open })}`;
  }
  const opens = opens_at
    ? t("front_opens", { time: dayAndTime(opens_at, language()) })
    : t("front_by_auctioneer");
  return `${count} · ${opens}`;
}

function row(/** @type {Calendar} */ { clock }, /** @type {() => Lot} */ lot) {
  const time = h("running-text");
  time.ask = () => {
    const { label, text, isHurried } = timing(lot(), clock);
    return { text: `${label} ${text}`, isHurried };
  };
  const isOver = () => resultName(lot()) !== null;
  const opening = () => t("front_from", { price: cash(lot(), lot().terms.opening) });
  const isWaiting = () => lot().phase === "published" && Boolean(lot().terms.opening);
  return view(() =>
    h(
      "li.front-row",
      { class: () => `front-row ${lot().phase}` },
      h(
        "p.front-number",
        {},
        h("span.unseen", {}, () => t("lot", { lot: lot().lot })),
        h("span", { "aria-hidden": "true" }, () => String(lot().lot)),
      ),
      h("p.front-lot", {}, () => inBoth(lot().terms.title)),
      h("p.front-summary", { hidden: () => isOver() || summary(lot()) === "" }, () =>
        summary(lot()),
      ),
      h("p.front-result", { hidden: () => !isOver() }, () => resultWords(lot())),
      h(
        "p.front-stand",
        { hidden: isOver },
        h("span.front-price", {}, () => (isWaiting() ? opening() : priceWords(lot()))),
        h("span", { class: () => `chip ${chipTone(lot())}` }, () => stateWords(lot())),
        h("span.front-time", { hidden: () => !timing(lot(), clock).isRunning }, time),
      ),
    ),
  );
}

function summary(/** @type {Lot} */ lot) {
  return inBoth(lot.terms.summary);
}
