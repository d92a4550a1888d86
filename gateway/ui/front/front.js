// The front page: the sessions of the house now, to come and past, and how to take part.

import { h, include, view } from "../element.js";
import { languages } from "../views/header.js";
import { themeSwitch } from "../views/theme_switch.js";
import { needWords, t } from "../words.js";
import { Calendar } from "./calendar.js";
import { sessions } from "./sessions.js";
import { takePart } from "./take_part.js";

const SHEETS = ["/ui/style/pills.css", "/ui/front/front.css"];

/** Shows the front page in place of whatever there is. */
export async function front() {
  const calendar = new Calendar(() => page.refresh());
  const page = view(() => frontPage(calendar, () => page.refresh()));
  await Promise.all([needWords("front"), ...SHEETS.map(sheet)]);
  document.body.replaceChildren(page.root);
  page.refresh();
  calendar.follow();
}

/** A sheet of style that only this page needs; without it the page can still be read. */
function sheet(/** @type {string} */ href) {
  return new Promise((done) =>
    document.head.append(h("link", { rel: "stylesheet", href, onload: done, onerror: done })),
  );
}

function frontPage(/** @type {Calendar} */ calendar, /** @type {() => void} */ changed) {
  return h(
    "div.front",
    {},
    h("a.skip", { href: "#sessions", onclick: skip }, () => t("front_skip")),
    head(changed),
    h(
      "main",
      { id: "sessions", tabIndex: -1 },
      h(
        "div.front-hero",
        {},
        h("h1", {}, () => t("front_title")),
        h("p", {}, () => t("front_lead")),
      ),
      h(
        "p.front-news",
        { hidden: () => newsOf(calendar) === "", role: "status", "data-test": "front-news" },
        () => newsOf(calendar),
      ),
      include(sessions(calendar, "now")),
      include(sessions(calendar, "coming")),
      include(sessions(calendar, "past")),
      include(takePart()),
    ),
    foot(),
  );
}

function skip(/** @type {Event} */ event) {
  event.preventDefault();
  document.getElementById("sessions")?.focus();
}

/** What is to be said in place of sessions; nothing where there are some. */
function newsOf(/** @type {Calendar} */ { state, sessions }) {
  if (state !== "told") return t(`front_${state}`);
  return sessions?.length === 0 ? t("front_none") : "";
}

function head(/** @type {() => void} */ changed) {
  return h(
    "header.front-head",
    {},
    h("img.mark", { src: "/ui/icon.svg", alt: "", width: 40, height: 40 }),
    h("p.front-house", {}, () => t("house")),
    themeSwitch(changed),
    languages(changed),
  );
}

function foot() {
  return h(
    "footer.front-foot",
    {},
    h("p", {}, () => t("front_foot")),
    h(
      "p",
      {},
      h("a", { href: "/audit" }, () => t("front_audit")),
    ),
  );
}
