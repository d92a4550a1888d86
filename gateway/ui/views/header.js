// The head of the page: whose house, which session, who I am, how the line is, which language.

import { timeOfDay } from "../format.js";
import { h, include, view } from "../element.js";
import { inBoth, language, speak, t } from "../words.js";
import { switches } from "./switches.js";
import "./running_text.js";

/**
 * @param {import("./page.js").Page | null} page nothing while nobody has come in
 * @param {() => void} changed
 */
export function header(page, changed) {
  return view(() =>
    h(
      "header.head",
      {},
      h("a.skip", { href: "#room", onclick: skip }, () => t("skip")),
      h("img.mark", { src: "/ui/icon.svg", alt: "", width: 36, height: 36 }),
      h(
        "div.names",
        {},
        h("p.house", {}, () => t("house")),
        h("p.session", {}, () => inBoth(page?.store.title) || t("session")),
      ),
      page ? who(page) : "",
      page ? line(page) : "",
      page ? include(switches(page)) : "",
      languages(changed),
    ),
  );
}

/** The address bar's fragment is not ours to change here: it names the chosen lot. */
function skip(/** @type {Event} */ event) {
  event.preventDefault();
  document.getElementById("room")?.focus();
}

function who(/** @type {import("./page.js").Page} */ { connection }) {
  const role = () => connection.welcome?.role;
  const isAuditor = () => role() === "auditor";
  const paddle = () => connection.welcome?.paddle ?? "";
  return h(
    "p.who",
    { hidden: () => !role(), "data-test": "role" },
    () => (role() ? t(`role_${role()}`, { paddle: paddle() }) : ""),
    h("a", { href: "/audit", hidden: () => !isAuditor() }, () =>
      isAuditor() ? ` · ${t("to_audit")}` : "",
    ),
  );
}

function line(/** @type {import("./page.js").Page} */ { connection, clock }) {
  const time = h("running-text.server-time");
  time.ask = () => {
    const at = new Date(clock.now()).toISOString();
    return {
      text: clock.best() ? t("clock", { time: timeOfDay(at, language()) }) : "",
      isHurried: false,
    };
  };
  return h(
    "div.line",
    {},
    badge(connection),
    h(
      "p.clock",
      { hidden: () => !clock.best() },
      time,
      h(
        "span.detail",
        { "data-test": "clock-detail" },
        () => offsetWords(clock),
        h("span.trip", {}, () => tripWords(clock)),
      ),
    ),
  );
}

/** How far this device's clock is off. */
function offsetWords(/** @type {import("../../../clients/js/gavel.js").ServerClock} */ clock) {
  const best = clock.best();
  if (!best) return "";
  const seconds = (-best.offset / 1000).toFixed(2).replace("-0.00", "0.00");
  const signed = seconds.startsWith("-") ? seconds.replace("-", "−") : `+${seconds}`;
  const offset = language() === "vi" ? signed.replace(".", ",") : signed;
  return t("clock_offset", { offset });
}

/** How long an answer takes. */
function tripWords(/** @type {import("../../../clients/js/gavel.js").ServerClock} */ clock) {
  const best = clock.best();
  return best ? ` · ${t("clock_trip", { trip: Math.round(best.roundTrip) })}` : "";
}

/**
 * How the line is.
 * @param {import("../connection.js").Connection} connection
 */
export function badge(connection) {
  return h(
    "p",
    {
      class: () => `badge ${connection.state}`,
      role: "status",
      "data-test": "badge",
      "data-state": () => connection.state,
    },
    h("span.lamp", { "aria-hidden": "true" }),
    h("span", {}, () => t(`line_${connection.state}`)),
  );
}

/**
 * The switch between the languages.
 * @param {() => void} changed
 */
export function languages(changed) {
  const choice = (
    /** @type {import("../format.js").Language} */ code,
    /** @type {string} */ name,
  ) =>
    h(
      "button.language",
      {
        type: "button",
        lang: code,
        title: name,
        "data-test": `lang-${code}`,
        "aria-label": `${code.toUpperCase()} · ${name}`,
        "aria-pressed": () => String(language() === code),
        onclick: () => speak(code).then(changed, changed),
      },
      code.toUpperCase(),
    );
  return h(
    "div.languages",
    { role: "group", "aria-label": "Ngôn ngữ · Language" },
    choice("vi", "Tiếng Việt"),
    choice("en", "English"),
  );
}
