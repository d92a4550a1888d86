// The switch between light and dark.

import { h } from "../element.js";
import { theme, turnTheme } from "../theme.js";
import { t } from "../words.js";

/** @param {() => void} changed */
export function themeSwitch(changed) {
  return h(
    "button.pill",
    {
      type: "button",
      "data-test": "switch-theme",
      "aria-keyshortcuts": "d",
      onclick: () => (turnTheme(), changed()),
    },
    () => t(theme() === "dark" ? "turn_light" : "turn_dark"),
  );
}
