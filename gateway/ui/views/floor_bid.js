// A bid from the hall or the telephone, entered by the clerk for a paddle.

import { newBidId } from "../../../clients/js/gavel.js";
import { isPossible } from "../desk_acts.js";
import { h, include, view } from "../element.js";
import { keyCap, keyProps } from "../keys.js";
import { formatName } from "../lot.js";
import { number } from "../format.js";
import { language, t } from "../words.js";
import { AmountField } from "./amount_field.js";
import { cash } from "./page.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("./page.js").Page} Page */

/** @type {Record<string, string>} */
const KEYS = { floor: "F", telephone: "T" };

/**
 * @param {Page} page
 * @param {() => Lot} lot
 * @param {import("./outcome.js").Outcome} outcome
 */
export function floorBid(page, lot, outcome) {
  const paddle = paddleInput();
  const complaint = h("p.said.complaint", { role: "alert" });
  const channel = choices("channel", ["floor", "telephone"]);
  const side = choices("floor-side", ["exclusive", "shared"]);
  const field = new AmountField({
    currency: () => lot().terms.currency,
    name: "floor-amount",
    label: () => t("amount", { currency: lot().terms.currency.code }),
    example: () => lot().asking ?? "130000000",
    need: "needed",
  });
  const sent = new Sent();
  /** @type {number[]} the paddles that bid here, the latest first */
  let recent = [];
  const isSided = () => formatName(lot()) === "exclusive";
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const number = /^\s*([1-9]\d{0,8})\s*$/.exec(paddle.value)?.[1];
    complaint.textContent = number ? "" : t("paddle_needed");
    const amount = field.read();
    if (!number || amount === null) return;
    const isShared = isSided() && side.chosen() === "shared";
    const offer = isShared ? { schedule: [{ quantity: 1, unit_price: amount }] } : { amount };
    const asked = { paddle: Number(number), channel: channel.chosen(), lot: lot().lot, offer };
    const bid = { lot: lot().lot, bid_id: sent.idFor(asked), ...offer };
    const { done, refused } = await outcome.ask("bid_for", {
      paddle: asked.paddle,
      channel: asked.channel,
      bid,
    });
    if (done || refused) sent.forget();
    if (!done) return;
    recent = [asked.paddle, ...recent.filter((one) => one !== asked.paddle)];
    field.clear();
    // Single keys act again, until one of them asks for the next bid.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  };
  const fill = () => {
    const asking = lot().asking;
    field.input.value = asking ? number(asking, lot().terms.currency, language()) : "";
    field.view.refresh();
  };
  // The asking price, for the latest here who does not lead: one key, and Enter.
  const prepare = (/** @type {string} */ way) => {
    channel.choose(way);
    fill();
    paddle.value = String(recent.find((one) => one !== lot().leader) ?? paddle.value);
    paddle.focus();
    paddle.select();
  };
  const quick = (/** @type {string} */ way) =>
    h(
      "button.plain",
      {
        type: "button",
        "data-test": `floor-quick-${way}`,
        disabled: isStuck,
        onclick: () => prepare(way),
        ...keyProps(KEYS[way]),
      },
      () => t(`choice_${way}`),
      keyCap(KEYS[way]),
    );
  const isStuck = () =>
    outcome.isBusy || page.connection.state !== "live" || !isPossible("bid_for", lot());
  const button = { type: "submit", "data-test": "floor-submit", disabled: isStuck };
  const asking = {
    type: "button",
    "data-test": "floor-asking",
    hidden: () => !lot().asking,
    onclick: fill,
  };
  return view(() =>
    h(
      "form.floor-bid",
      { onsubmit: submit, noValidate: true, hidden: () => !isPossible("bid_for", lot()) },
      h("h3", {}, () => t("floor_bid")),
      h("div.acts", {}, quick("floor"), quick("telephone")),
      h("p.note", {}, () => t("floor_quick")),
      channel.root(),
      h("div.side-choice", { hidden: () => !isSided() }, side.root()),
      h(
        "div",
        {},
        h("label", { for: paddle.id }, () => t("paddle_number")),
        paddle,
        complaint,
      ),
      include(field.view),
      h("button.plain.small", asking, () =>
        t("floor_asking", { asking: cash(lot(), lot().asking) }),
      ),
      h("button.primary", button, () => t("floor_submit")),
    ),
  );
}

function paddleInput() {
  return h("input", {
    id: "floor-paddle",
    type: "text",
    inputMode: "numeric",
    autocomplete: "off",
    "data-test": "floor-paddle",
  });
}

/** One of a few words, the first at the beginning. */
function choices(/** @type {string} */ name, /** @type {string[]} */ words) {
  const inputs = words.map((word, place) =>
    h("input", {
      type: "radio",
      name,
      value: word,
      checked: place === 0,
      "data-test": `${name}-${word}`,
    }),
  );
  const label = (/** @type {any} */ input) =>
    h(
      "label.choice",
      {},
      input,
      h("span", {}, () => t(`choice_${input.value}`)),
    );
  return {
    chosen: () => inputs.find((input) => input.checked)?.value,
    choose: (/** @type {string} */ word) => {
      for (const input of inputs) input.checked = input.value === word;
    },
    root: () => h("fieldset.kinds.two", {}, ...inputs.map(label)),
  };
}

/** The id of a bid that has no answer yet: the same bid, sent again, counts once at most. */
class Sent {
  #asked = "";
  #bid_id = "";

  idFor(/** @type {object} */ asked) {
    const written = JSON.stringify(asked);
    if (written !== this.#asked) {
      this.#asked = written;
      this.#bid_id = newBidId();
    }
    return this.#bid_id;
  }

  forget() {
    this.#asked = "";
  }
}
