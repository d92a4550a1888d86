// Another amount than the asking price, or a maximum: asked again only when far from it.

import { minorUnits } from "../amount.js";
import { always, h, include, view } from "../element.js";
import { format, isReverse, isRunning } from "../lot.js";
import { stepped } from "../steps.js";
import { t } from "../words.js";
import { AmountField } from "./amount_field.js";
import { ask } from "./dialog.js";
import { canSend, cash, tOf } from "./page.js";

/** From this many times the asking price on, an amount may have a zero too many. */
const FAR_TIMES = 2n;

/**
 * @param {import("./page.js").Page} page
 * @param {() => import("../store.js").Lot} lot
 */
export function offerForm(page, lot) {
  const currency = () => lot().terms.currency;
  const field = new AmountField({
    currency,
    name: "bid-amount",
    label: () => t("amount", { currency: currency().code }),
    example: () => lot().asking ?? lot().terms.opening,
    need: "needed",
    stepped: (typed, direction) => stepped(lot(), typed, direction),
  });
  const amount = kind(lot, "amount", true);
  const maximum = kind(lot, "maximum", false);
  const isLeading = () => {
    const { leader } = lot();
    return leader === page.store.paddle() && format(lot()).leader_bids !== "accepted";
  };
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const offered = canSend(page, lot()) ? field.read() : null;
    if (!offered || !(await isMeant(lot, offered))) return;
    page.bids.place(lot().lot, maximum.input.checked ? { maximum: offered } : { amount: offered });
    field.clear();
  };
  return view(() => {
    always(() => leaderRaises(amount.input, maximum.input, isLeading()));
    const legend = h("legend", {}, () => t("kind"));
    return h(
      "details.other",
      {},
      h("summary", { "data-test": "bid-other" }, () => tOf(lot(), "other")),
      h(
        "form",
        { onsubmit: submit, noValidate: true },
        h("fieldset.kinds.halves", {}, legend, amount.root(), maximum.root()),
        kindNote(lot, "amount"),
        kindNote(lot, "maximum"),
        include(field.view),
        submitButton(lot, () => canSend(page, lot())),
      ),
    );
  });
}

function submitButton(
  /** @type {() => import("../store.js").Lot} */ lot,
  /** @type {() => boolean} */ isAble,
) {
  return h(
    "button.plain",
    { type: "submit", "data-test": "bid-submit", disabled: () => !isAble() },
    h("span.if-amount", {}, () => tOf(lot(), "submit_amount")),
    h("span.if-maximum", {}, () => tOf(lot(), "submit_maximum")),
  );
}

function kind(
  /** @type {() => import("../store.js").Lot} */ lot,
  /** @type {string} */ name,
  /** @type {boolean} */ isChosen,
) {
  const input = h("input", {
    type: "radio",
    name: "kind",
    value: name,
    checked: isChosen,
    "data-test": `bid-kind-${name}`,
    "aria-describedby": `kind-${name}-note`,
  });
  const root = () =>
    h(
      "label.choice",
      {},
      input,
      h("strong", {}, () => tOf(lot(), `kind_${name}`)),
    );
  return { input, root };
}

function kindNote(
  /** @type {() => import("../store.js").Lot} */ lot,
  /** @type {string} */ name,
) {
  return h(`p.note.if-${name}`, { id: `kind-${name}-note` }, () => tOf(lot(), `kind_${name}_note`));
}

/** Who leads can raise nothing but a maximum; who is outbid has the first choice again. */
function leaderRaises(
  /** @type {any} */ amount,
  /** @type {any} */ maximum,
  /** @type {boolean} */ isLeading,
) {
  if (amount.disabled === isLeading) return;
  if (isLeading) amount.dataset.chosen = String(amount.checked);
  amount.disabled = isLeading;
  maximum.checked = isLeading || amount.dataset.chosen !== "true";
  amount.checked = !maximum.checked;
}

/** Where the terms have a maximum jump, the house itself asks; elsewhere this page does. */
async function isMeant(
  /** @type {() => import("../store.js").Lot} */ lot,
  /** @type {string} */ offered,
) {
  if (format(lot()).max_jump_steps || !isFar(lot(), offered)) return true;
  const amount = cash(lot(), offered);
  const question = {
    title: tOf(lot(), "far_title"),
    text: tOf(lot(), "far_text", { amount, asking: cash(lot(), lot().asking) }),
    confirm: t("far_yes", { amount }),
    isTenable: () => isRunning(lot()),
  };
  return (await ask(question)) !== null;
}

function isFar(/** @type {import("../store.js").Lot} */ lot, /** @type {string} */ offered) {
  const { asking, terms } = lot;
  if (!asking) return false;
  const [near, far] = [minorUnits(asking, terms.currency), minorUnits(offered, terms.currency)];
  return isReverse(lot) ? FAR_TIMES * far < near : FAR_TIMES * near < far;
}
