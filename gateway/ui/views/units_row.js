// One row of a schedule: so many units at this price each.

import { h, include, view } from "../element.js";
import { t } from "../words.js";
import { AmountField } from "./amount_field.js";

/** A quantity and a unit price as somebody types them. */
export class UnitsRow {
  #isPressed = false;

  /**
   * @param {number} number its own, for its names
   * @param {() => import("../store.js").Lot} lot
   * @param {() => void} typed
   * @param {(row: UnitsRow) => void} remove
   */
  constructor(number, lot, typed, remove) {
    this.number = number;
    this.typed = typed;
    this.remove = remove;
    this.quantity = h("input", {
      id: `quantity-${number}`,
      type: "text",
      inputMode: "numeric",
      autocomplete: "off",
      "data-test": `quantity-${number}`,
      oninput: () => this.#press(false),
    });
    this.price = new AmountField({
      currency: () => lot().terms.currency,
      name: `unit-price-${number}`,
      label: () => t("unit_price", { currency: lot().terms.currency.code }),
      example: () => lot().terms.opening ?? "5000000",
      need: "needed",
      typed,
    });
  }

  /** @param {() => boolean} canRemove */
  view(canRemove) {
    const label = () => h("label", { for: this.quantity.id }, () => t("quantity"));
    const said = () => (this.#isPressed && this.#number() === null ? t("quantity_needed") : "");
    const drop = {
      type: "button",
      hidden: () => !canRemove(),
      "aria-label": () => t("units_remove"),
      title: () => t("units_remove"),
      "data-test": `units-remove-${this.number}`,
      onclick: () => this.remove(this),
    };
    return view(() =>
      h(
        "div.units-row",
        {},
        h("div", {}, label(), this.quantity, h("p.said.complaint", { role: "status" }, said)),
        include(this.price.view),
        h("button.plain.drop", drop, "×"),
      ),
    );
  }

  /** The pair, or nothing; then the row says what is missing. */
  read() {
    this.#press(true);
    const quantity = this.#number();
    if (quantity === null) this.quantity.focus();
    const unit_price = this.price.read();
    return quantity === null || unit_price === null ? null : { quantity, unit_price };
  }

  /** The pair as typed so far, if it can be read. */
  peek() {
    const quantity = this.#number();
    const unit_price = this.price.peek();
    return quantity === null || unit_price === null ? null : { quantity, unit_price };
  }

  #number() {
    const digits = /^\s*(\d{1,10})\s*$/.exec(this.quantity.value.replace(/[.,\s](?=\d{3})/g, ""));
    const number = Number(digits?.[1] ?? 0);
    return 0 < number ? number : null;
  }

  #press(/** @type {boolean} */ isPressed) {
    this.#isPressed = isPressed;
    this.typed();
  }
}
