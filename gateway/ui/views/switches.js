// The switches for what a bidder hears and feels.

import { h, view } from "../element.js";
import { icon } from "../icon.js";
import { areKeysOn, toggleKeys } from "../keys.js";
import { t } from "../words.js";

/** Who does things by single keys. */
const KEY_ROLES = ["clerk", "auctioneer"];

/** @param {import("./page.js").Page} page */
export function switches({ signals, connection, changed }) {
  const button = (/** @type {import("../signals.js").Kind} */ kind) =>
    h(
      "button.switch",
      {
        type: "button",
        "data-test": `switch-${kind}`,
        hidden: () => connection.welcome?.role !== "bidder",
        "aria-pressed": () => String(signals.isOn(kind)),
        "aria-label": () => t(`switch_${kind}`),
        title: () => t(`switch_${kind}_${signals.isOn(kind) ? "on" : "off"}`),
        onclick: () => (signals.toggle(kind), changed()),
      },
      icon(kind),
    );
  const isRole = (/** @type {string[]} */ roles) => roles.includes(connection.welcome?.role ?? "");
  const keys = {
    type: "button",
    "data-test": "switch-keys",
    hidden: () => !isRole(KEY_ROLES),
    "aria-pressed": () => String(areKeysOn()),
    "aria-label": () => t("switch_keys"),
    title: () => t(`switch_keys_${areKeysOn() ? "on" : "off"}`),
    onclick: () => (toggleKeys(), changed()),
  };
  return view(() =>
    h(
      "div.switches",
      { hidden: () => !isRole(["bidder", ...KEY_ROLES]) },
      button("sound"),
      signals.canVibrate ? button("vibration") : "",
      h("button.switch", keys, icon("keys")),
    ),
  );
}
