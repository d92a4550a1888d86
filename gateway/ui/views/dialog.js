// The dialog: asks before something that cannot be taken back, and for what must be said with it.

import { h } from "../element.js";
import { t } from "../words.js";

const REASON_CHARS = 500;

/**
 * @typedef {object} Question
 * @property {string} title
 * @property {string} [text]
 * @property {string} confirm the words of the button that goes on
 * @property {string} [rule] the rule that applies
 * @property {string[]} [outcome] what would happen, line by line
 * @property {boolean} [isImpossible] what is asked would be refused: it can only be called off
 * @property {boolean} [isDangerous]
 * @property {boolean} [asksPaddle]
 * @property {boolean} [asksReason]
 * @property {string} [reasonLabel] what the reason is asked as
 * @property {string} [reasonNeeded] what is said where it is missing
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
  if (question.asksReason) fields.append(reasonField(question));
  const go = h(
    `button.${question.isDangerous ? "danger" : "primary"}`,
    { type: "submit", disabled: Boolean(question.isImpossible), "data-test": "dialog-confirm" },
    question.confirm,
  );
  const cancel = h("button.plain", { type: "button", "data-test": "dialog-cancel" }, t("cancel"));
  const form = h(
    "form",
    { method: "dialog" },
    h("h2", { id: "dialog-title" }, question.title),
    h("p", { hidden: !question.text }, question.text ?? ""),
    walkthrough(question),
    fields,
    h("div.row.end", {}, cancel, go),
  );
  const dialog = h("dialog.ask", { "aria-labelledby": "dialog-title" }, form);
  document.body.append(dialog);
  return new Promise((resolve) => {
    // At once: the event of closing waits for a frame, and a tab in the background draws none.
    const answer = (/** @type {Given | null} */ said) => {
      if (open?.dialog === dialog) open = null;
      dialog.close();
      dialog.remove();
      resolve(said);
    };
    cancel.addEventListener("click", () => answer(null));
    form.addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      answer(given(form));
    });
    dialog.addEventListener("close", () => answer(null));
    open = { dialog, isTenable: question.isTenable ?? (() => true) };
    dialog.showModal();
    (fields.querySelector("input, textarea") ?? (question.isImpossible ? cancel : go)).focus();
  });
}

/** The rule that applies and what would come of it. */
function walkthrough(/** @type {Question} */ { rule, outcome = [], isImpossible }) {
  const lines = outcome.map((line) => h("li", {}, line));
  return h(
    "div.walkthrough",
    { hidden: !rule && lines.length === 0 },
    h("p.rule", { hidden: !rule, "data-test": "dialog-rule" }, rule ?? ""),
    h("p.label", { hidden: lines.length === 0 }, t(isImpossible ? "foreseen_refusal" : "foreseen")),
    h("ul", { class: isImpossible ? "foreseen refused" : "foreseen", "data-test": "dialog-outcome" }, ...lines),
  );
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
  explain(field, t("paddle_needed"));
  return h("label", {}, t("paddle_number"), field);
}

function reasonField(/** @type {Question} */ { reasonLabel, reasonNeeded }) {
  const field = h("textarea", {
    name: "reason",
    rows: 3,
    maxLength: REASON_CHARS,
    required: true,
    "data-test": "dialog-reason",
  });
  explain(field, reasonNeeded ?? t("reason_needed"));
  return h("label", {}, reasonLabel ?? t("reason"), field);
}

/** A reason of blanks is none. */
function explain(
  /** @type {HTMLInputElement | HTMLTextAreaElement} */ field,
  /** @type {string} */ words,
) {
  const check = () => {
    field.setCustomValidity("");
    const isFilled = field.value.trim() !== "" && field.validity.valid;
    field.setCustomValidity(isFilled ? "" : words);
  };
  field.addEventListener("input", check);
  check();
}
