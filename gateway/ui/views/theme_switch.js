// The switch between light and dark.

import { h } from "../element.js";
import { theme, turnTheme } from "../theme.js";
import { learn, t } from "../words.js";

learn({
  vi: { turn_light: "Nền sáng", turn_dark: "Nền tối" },
  en: { turn_light: "Light", turn_dark: "Dark" },
});

/** @param {() => void} changed */
export function themeSwitch(changed) {
  return h(
    "button.switch",
    {
      type: "button",
      "data-test": "switch-theme",
      "aria-keyshortcuts": "d",
      onclick: () => (turnTheme(), changed()),
    },
    () => t(theme() === "dark" ? "turn_light" : "turn_dark"),
  );
}
