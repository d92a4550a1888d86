// One receipt in the list: which bid, what was said of it, where it stands, what was found.

import { h, view } from "../element.js";
import { moment } from "../format.js";
import { entryOf } from "../receipts/check.js";
import { language, refusal, t } from "../words.js";
import { cash } from "./page.js";
import { RECEIPT_SIGNS, receiptState } from "./receipt_mark.js";
import { offerWords } from "./standing_card.js";

/** @typedef {import("../receipts/receipts.js").Checked} Checked */
/** @typedef {import("./page.js").Page} Page */

/**
 * @param {Page} page
 * @param {() => Checked} kept
 */
export function receiptRow(page, kept) {
  const entry = entryOf(kept().receipt);
  // What a receipt holds that does not check out may be anything, and is not put into words.
  const sound = () => (kept().finding && state() !== "false" ? entry : null);
  const offer = () => {
    const lot = page.store.lots.get(kept().lot);
    const bid = sound()?.bid;
    return lot && bid ? offerWords(lot, bid) : "";
  };
  const state = () => receiptState(kept());
  const place = () => {
    const { seq, at } = kept().receipt;
    const isTime = Number.isFinite(Date.parse(at));
    const time = isTime ? moment(at, language()) : String(at);
    const words = [t("number", { seq }), time, t(`receipt_${state()}`)];
    return words.join(" · ");
  };
  // What the browser lacks is the same for all of them: the card says it once.
  const why = () => (kept().finding?.why === page.receipts.lack ? "" : whyWords(kept()));
  return view(() =>
    h(
      "li",
      { class: () => `receipt ${state()}`, "data-test": `receipt-${kept().receipt.seq}` },
      h("span.sign", { "aria-hidden": "true" }, () => RECEIPT_SIGNS[state()]),
      h(
        "div",
        {},
        h(
          "p.receipt-said",
          {},
          h("strong", {}, () => t("receipt_said", { lot: kept().lot, said: said(kept()) })),
          h("span", {}, offer),
        ),
        h("p.note", {}, () => refusalWords(page, kept(), sound()?.data)),
        h("p.note", {}, place),
        h("p.receipt-why", { hidden: () => why() === "" }, why),
      ),
    ),
  );
}

/**
 * Why a receipt could not be checked, or does not check out; nothing where it does.
 * @param {Checked} kept
 */
export function whyWords({ finding }) {
  return finding?.why ? t(`receipt_why_${finding.why}`) : "";
}

function said(/** @type {Checked} */ { receipt }) {
  return t(receipt.verdict === "accepted" ? "said_accepted" : "said_refused");
}

function refusalWords(
  /** @type {Page} */ page,
  /** @type {Checked} */ kept,
  /** @type {any} */ data,
) {
  const { verdict } = kept.receipt;
  if (verdict === "accepted") return "";
  const lot = page.store.lots.get(kept.lot);
  const code = verdict?.refused;
  const message = t("refused_code", { code });
  if (!lot || !data) return message;
  return refusal({ code, message, data }, (amount) => cash(lot, amount));
}
