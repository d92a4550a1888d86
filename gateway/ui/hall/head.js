// The head of the hall screen: whose house, which session, the server's time, and the switches.

import { timeOfDay } from "../format.js";
import { h, view } from "../element.js";
import { badge, languages } from "../views/header.js";
import { themeSwitch } from "../views/theme_switch.js";
import { inBoth, language, t } from "../words.js";
import "../views/running_text.js";

/** @param {import("./hall.js").Hall} hall */
export function head({ session, store, connection, clock, changed }) {
  const time = h("running-text.hall-clock", { "data-test": "server-time" });
  time.ask = () => {
    const at = new Date(clock.now()).toISOString();
    return { text: clock.best() ? timeOfDay(at, language()) : "", isHurried: false };
  };
  return view(() =>
    h(
      "header.hall-head",
      {},
      h("img.mark", { src: "/ui/icon.svg", alt: "", width: 48, height: 48 }),
      h(
        "div.hall-names",
        {},
        h("p.house", {}, () => t("house")),
        h("h1.session", { "data-test": "session" }, () => inBoth(store.title) || session),
      ),
      badge(connection),
      h(
        "p.hall-time",
        {},
        h("span.unseen", {}, () => t("hall_server_time")),
        time,
      ),
      switches(changed),
    ),
  );
}

function switches(/** @type {() => void} */ changed) {
  return h(
    "div.pills",
    {},
    h(
      "button.pill.whole",
      {
        type: "button",
        hidden: () => !document.fullscreenEnabled || document.fullscreenElement !== null,
        "aria-keyshortcuts": "f",
        onclick: () => document.documentElement.requestFullscreen().catch(() => {}),
      },
      () => t("hall_full"),
    ),
    themeSwitch(changed),
    languages(changed),
  );
}
