// Asks before something that cannot be taken back, or for the words that go with it.

import { h } from "./dom.js";
import { word } from "./words.js";

/**
 * @param {string} question
 * @param {[string, string, boolean?][]} fields  name, word, may stay empty
 * @param {[string, string][]} [choices]  value, label: one must be chosen
 * @returns {Promise<Object<string, string>|null>}  what was filled in; null if it was called off
 */
export function ask(question, fields, choices = []) {
  const dialog = document.getElementById("dialog");
  const inputs = fields.map(([name, key, optional]) =>
    h("label.field", {}, word(key), h("input", { name, required: !optional, autocomplete: "off" })));
  const radios = choices.map(([value, label]) =>
    h("label.kind", {}, h("input", { type: "radio", name: "choice", value, required: true }), label));
  return new Promise((resolve) => {
    const finish = (answer) => {
      dialog.close();
      resolve(answer);
    };
    const form = h("form", {
      onsubmit: (event) => {
        event.preventDefault();
        finish(Object.fromEntries(new FormData(form)));
      },
    }, h("h2", {}, question), ...inputs, ...radios, h("div.row", {},
      h("button.secondary", { type: "button", onclick: () => finish(null) }, word("cancel")),
      h("button.primary", { type: "submit", "data-test": "dialog-confirm" }, word("confirm"))));
    dialog.replaceChildren(form);
    dialog.oncancel = () => resolve(null);
    dialog.showModal();
  });
}
