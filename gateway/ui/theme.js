// Light or dark: as the device has it, or as somebody chose on this device.

/** @typedef {"light" | "dark"} Theme */

const KEY = "gavel.theme";
const device = matchMedia("(prefers-color-scheme: dark)");

const kept = localStorage.getItem(KEY);
if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;

/** @returns {Theme} */
export function theme() {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "light" || chosen === "dark") return chosen;
  return device.matches ? "dark" : "light";
}

/** Turns the light on or off, and remembers it where the device has it otherwise. */
export function turnTheme() {
  const next = theme() === "dark" ? "light" : "dark";
  const isOfDevice = device.matches === (next === "dark");
  if (isOfDevice) {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem(KEY);
  } else {
    document.documentElement.dataset.theme = next;
    localStorage.setItem(KEY, next);
  }
}
