// One key for one act: a key presses the button that shows it, if that can be pressed just now.

import { h } from "./element.js";

const SETTING = "gavel.keys";

/** Whether single keys act on this device; its reader can switch that off. */
export function areKeysOn() {
  return localStorage.getItem(SETTING) !== "off";
}

/** Switches the keys on or off for good. */
export function toggleKeys() {
  localStorage.setItem(SETTING, areKeysOn() ? "off" : "on");
}

/** Listens for keys from now on. Where something is written, or a question is open, a key is a letter. */
export function listenForKeys() {
  addEventListener("keydown", (event) => {
    const isCombined = event.ctrlKey || event.metaKey || event.altKey || event.repeat;
    if (isCombined || !areKeysOn()) return;
    if (isWriting(event.target)) return leaveOnEscape(event);
    if (document.querySelector("dialog[open]")) return;
    const buttons = document.querySelectorAll(`button[data-key="${CSS.escape(nameOf(event))}"]`);
    const button = [...buttons].find((one) => one.matches(":enabled") && one.checkVisibility());
    if (!(button instanceof HTMLButtonElement)) return;
    event.preventDefault();
    button.click();
  });
}

/**
 * What a button shows and says of its key.
 * @param {string | undefined} key
 */
export function keyProps(key) {
  return key ? { "data-key": key, "aria-keyshortcuts": () => (areKeysOn() ? key : null) } : {};
}

/**
 * The key as it is drawn on its button; nothing while keys are off.
 * @param {string | undefined} key
 */
export function keyCap(key) {
  return key ? h("kbd", { "aria-hidden": "true", hidden: () => !areKeysOn() }, key) : "";
}

/** The letter on the key, also where a Vietnamese layout makes another sign of it. */
function nameOf(/** @type {KeyboardEvent} */ { code, key }) {
  return (/^Key([A-Z])$/.exec(code)?.[1] ?? key).toUpperCase();
}

function leaveOnEscape(/** @type {KeyboardEvent} */ { key, target }) {
  const isInDialog = document.querySelector("dialog[open]") !== null;
  if (key === "Escape" && !isInDialog && target instanceof HTMLElement) target.blur();
}

function isWriting(/** @type {EventTarget | null} */ target) {
  if (!(target instanceof HTMLElement)) return false;
  const isText = target.matches("input:not([type=radio], [type=checkbox]), textarea, select");
  return isText || target.isContentEditable;
}
