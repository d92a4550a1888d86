// What the desk asked of the server, and what came of the latest of it.

import { h, view } from "../element.js";
import { Refusal } from "../../../clients/js/gavel.js";
import { refusal, t } from "../words.js";

/** Asks one thing at a time and says how it went. */
export class Outcome {
  isBusy = false;
  /** @type {(() => string) | null} */
  #words = null;
  #isGood = true;

  /**
   * @param {import("./page.js").Page} page
   * @param {(amount: string) => string} show how an amount looks here
   */
  constructor(page, show) {
    this.page = page;
    this.show = show;
  }

  /**
   * Asks, and gives the refusal if there was one; `done` tells whether it was done.
   * @param {string} method
   * @param {object} params
   * @returns {Promise<{done: boolean, refused: Refusal | null}>}
   */
  async ask(method, params) {
    this.isBusy = true;
    this.page.changed();
    try {
      const { seq } = await this.page.connection.request(method, params);
      this.#told(true, () => t("desk_done", { seq }));
      return { done: true, refused: null };
    } catch (failure) {
      const refused = failure instanceof Refusal ? failure : null;
      this.#told(false, () => (refused ? refusal(refused, this.show) : t("desk_no_answer")));
      return { done: false, refused };
    }
  }

  /** @param {string} name its `data-test` */
  view(name) {
    const look = () => `outcome ${this.#isGood ? "good" : "bad"}`;
    return view(() =>
      h("p", { class: look, role: "status", "data-test": name }, () => this.#words?.() ?? ""),
    );
  }

  #told(/** @type {boolean} */ isGood, /** @type {() => string} */ words) {
    this.isBusy = false;
    this.#isGood = isGood;
    this.#words = words;
    this.page.changed();
  }
}
