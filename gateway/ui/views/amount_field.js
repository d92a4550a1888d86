// A field for an amount: says at once how it understands what is typed, or what is wrong with it.

import { h, view } from "../element.js";
import { readAmount } from "../amount.js";
import { money, number, spoken } from "../format.js";
import { language, t } from "../words.js";

/**
 * @typedef {object} Asked
 * @property {() => import("../store.js").Currency} currency
 * @property {string} name what the field is called, and its `data-test`
 * @property {() => string} label
 * @property {() => string} example an amount to show as an example
 * @property {"needed" | "optional"} need
 * @property {() => void} [typed] told at every key
 * @property {(typed: string | null, direction: 1n | -1n) => string | null} [stepped] one step on
 */

/** An amount as somebody types it. */
export class AmountField {
  #isPressed = false;

  /** @param {Asked} asked */
  constructor(asked) {
    this.asked = asked;
    const { name, label } = asked;
    const said = `${name}-said`;
    this.input = h("input", {
      id: name,
      name,
      type: "text",
      inputMode: "decimal",
      autocomplete: "off",
      spellcheck: false,
      "data-test": name,
      "aria-describedby": said,
      oninput: () => (this.#press(false), asked.typed?.()),
    });
    const look = () => (this.#isWrong() ? "said complaint" : "said");
    this.view = view(() =>
      h(
        "div.amount-field",
        {},
        h("label", { for: name }, label),
        asked.stepped ? this.#withSteps() : this.input,
        h("p", { id: said, class: look, role: "status", "data-test": said }, () => this.#said()),
      ),
    );
  }

  /** The amount, or nothing; then the field says what is missing. */
  read() {
    this.#press(true);
    if (this.#isWrong()) this.input.focus();
    return this.#typed().amount ?? null;
  }

  /** What is typed so far, if it can be read. */
  peek() {
    return this.#typed().amount ?? null;
  }

  /** Whether nothing is typed. */
  isEmpty() {
    return this.input.value.trim() === "";
  }

  /** Forgets what was typed. */
  clear() {
    this.input.value = "";
    this.#press(false);
  }

  /** The field between two buttons that go a step down and up. */
  #withSteps() {
    const button = (/** @type {1n | -1n} */ direction, /** @type {string} */ way) =>
      h(
        "button.plain.step",
        {
          type: "button",
          "data-test": `${this.asked.name}-${way}`,
          "aria-label": () => t(`step_${way}`),
          onclick: () => this.#step(direction),
        },
        way === "up" ? "+" : "−",
      );
    return h("div.stepper", {}, button(-1n, "down"), this.input, button(1n, "up"));
  }

  #step(/** @type {1n | -1n} */ direction) {
    const next = this.asked.stepped?.(this.peek(), direction);
    if (!next) return;
    this.input.value = number(next, this.asked.currency(), language());
    this.#press(false);
    this.asked.typed?.();
  }

  #typed() {
    return readAmount(this.input.value, this.asked.currency());
  }

  /** An empty field is wrong only where an amount is needed and was asked for. */
  #isWrong() {
    if (this.isEmpty()) return this.#isPressed && this.asked.need === "needed";
    return this.#typed().fault !== undefined;
  }

  #said() {
    const { amount, fault } = this.#typed();
    const show = (/** @type {string} */ shown) => money(shown, this.asked.currency(), language());
    if (amount) return understood(amount, show(amount));
    const example = show(this.asked.example());
    return t(this.#isWrong() ? `amount_${fault}` : "amount_hint", { example });
  }

  #press(/** @type {boolean} */ isPressed) {
    this.#isPressed = isPressed;
    this.view.refresh();
    this.input.setAttribute("aria-invalid", String(this.#isWrong()));
  }
}

function understood(/** @type {string} */ amount, /** @type {string} */ shown) {
  const said = spoken(amount, language());
  return said
    ? t("understood_spoken", { amount: shown, spoken: said })
    : t("understood", { amount: shown });
}
