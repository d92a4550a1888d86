// The switches for what a bidder hears and feels.

import { h, view } from "../element.js";
import { icon } from "../icon.js";
import { t } from "../words.js";

/** @param {import("./page.js").Page} page */
export function switches({ signals, connection, changed }) {
  const button = (/** @type {import("../signals.js").Kind} */ kind) =>
    h(
      "button.switch",
      {
        type: "button",
        "data-test": `switch-${kind}`,
        "aria-pressed": () => String(signals.isOn(kind)),
        "aria-label": () => t(`switch_${kind}`),
        title: () => t(`switch_${kind}_${signals.isOn(kind) ? "on" : "off"}`),
        onclick: () => (signals.toggle(kind), changed()),
      },
      icon(kind),
    );
  return view(() =>
    h(
      "div.switches",
      { hidden: () => connection.welcome?.role !== "bidder" },
      button("sound"),
      signals.canVibrate ? button("vibration") : "",
    ),
  );
}
