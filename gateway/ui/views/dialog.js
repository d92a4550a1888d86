// The dialog: asks before something that cannot be taken back, and for what must be said with it.

import { h } from "../element.js";
import { t } from "../words.js";

const REASON_CHARS = 500;

/**
 * @typedef {object} Question
 * @property {string} title
 * @property {string} [text]
 * @property {string} confirm the words of the button that goes on
 * @property {boolean} [isDangerous]
 * @property {boolean} [asksPaddle]
 * @property {boolean} [asksReason]
 * @property {string} [reasonLabel] what the reason is asked as
 * @property {() => boolean} [isTenable] whether what is asked can still be done
 */
/** @typedef {{paddle?: number, reason?: string}} Given */

/** @type {{dialog: HTMLDialogElement, isTenable: () => boolean} | null} */
let open = null;

/** Calls the open question off, if what it asks can no longer be done. */
export function closeUntenable() {
  if (open && !open.isTenable()) open.dialog.close();
}

/**
 * Asks, and gives what was filled in; nothing if it was called off.
 * @param {Question} question
 * @returns {Promise<Given | null>}
 */
export function ask(question) {
  const fields = h("div.fields");
  if (question.asksPaddle) fields.append(paddleField());
  if (question.asksReason) fields.append(reasonField(question.reasonLabel ?? t("reason")));
  const go = h(
    `button.${question.isDangerous ? "danger" : "primary"}`,
    { type: "submit", "data-test": "dialog-confirm" },
    question.confirm,
  );
  const cancel = h("button.plain", { type: "button", "data-test": "dialog-cancel" }, t("cancel"));
  const form = h(
    "form",
    { method: "dialog" },
    h("h2", { id: "dialog-title" }, question.title),
    h("p", { hidden: !question.text }, question.text ?? ""),
    fields,
    h("div.row.end", {}, cancel, go),
  );
  const dialog = h("dialog.ask", { "aria-labelledby": "dialog-title" }, form);
  document.body.append(dialog);
  return new Promise((resolve) => {
    cancel.addEventListener("click", () => dialog.close());
    form.addEventListener("submit", () => (dialog.returnValue = "go"));
    dialog.addEventListener("close", () => {
      dialog.remove();
      open = null;
      resolve(dialog.returnValue === "go" ? given(form) : null);
    });
    open = { dialog, isTenable: question.isTenable ?? (() => true) };
    dialog.showModal();
    (fields.querySelector("input, textarea") ?? go).focus();
  });
}

/** @returns {Given} */
function given(/** @type {HTMLFormElement} */ form) {
  const filled = new FormData(form);
  const paddle = filled.get("paddle");
  const reason = filled.get("reason");
  return {
    ...(paddle && { paddle: Number(paddle) }),
    ...(reason && { reason: String(reason).trim() }),
  };
}

function paddleField() {
  const field = h("input", {
    name: "paddle",
    type: "text",
    inputMode: "numeric",
    pattern: "[0-9]{1,9}",
    required: true,
    autocomplete: "off",
    "data-test": "dialog-paddle",
  });
  explain(field, "paddle_needed");
  return h("label", {}, t("paddle_number"), field);
}

function reasonField(/** @type {string} */ label) {
  const field = h("textarea", {
    name: "reason",
    rows: 3,
    maxLength: REASON_CHARS,
    required: true,
    "data-test": "dialog-reason",
  });
  explain(field, "reason_needed");
  return h("label", {}, label, field);
}

/** A reason of blanks is none. */
function explain(
  /** @type {HTMLInputElement | HTMLTextAreaElement} */ field,
  /** @type {string} */ words,
) {
  const check = () => {
    field.setCustomValidity("");
    const isFilled = field.value.trim() !== "" && field.validity.valid;
    field.setCustomValidity(isFilled ? "" : t(words));
  };
  field.addEventListener("input", check);
  check();
}
