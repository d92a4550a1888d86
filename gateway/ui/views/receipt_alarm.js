// What must not be overlooked: a receipt that does not check out, two histories, another key.

import { h, view } from "../element.js";
import { readKey } from "../receipts/key.js";
import { t } from "../words.js";
import { ask } from "./dialog.js";
import { saveReceipts } from "./my_receipts.js";
import { showReceipts } from "./receipt_mark.js";
import { whyWords } from "./receipt_row.js";

/** @typedef {import("./page.js").Page} Page */

/** @param {Page} page */
export function receiptAlarm(page) {
  const { receipts } = page;
  const wrong = () => receipts.all.findLast(({ finding }) => finding?.state === "false");
  const isEvidence = () => wrong() !== undefined || receipts.fork !== null;
  const awaited = () => receipts.keys.awaited;
  return view(() =>
    h(
      "div.alarms",
      { hidden: () => !isEvidence() && awaited() === null },
      h(
        "section.alarm",
        { hidden: () => !isEvidence(), role: "alert", "data-test": "receipt-alarm" },
        h("h2", {}, () => t(receipts.fork ? "alarm_fork_title" : "alarm_false_title")),
        h("p", { hidden: () => receipts.fork === null }, () => forkWords(page)),
        h("p", { hidden: () => wrong() === undefined }, () => falseWords(wrong())),
        h("p", {}, () => t("alarm_what_to_do")),
        h(
          "div.row",
          {},
          button("alarm-save", "receipts_save", () => saveReceipts(page), "danger"),
          button("alarm-show", "alarm_show", showReceipts, "plain"),
        ),
      ),
      h(
        "section.alarm",
        { hidden: () => awaited() === null, role: "alert", "data-test": "key-alarm" },
        h("h2", {}, () => t("alarm_key_title")),
        h("p", {}, () => keyWords(page, awaited())),
        h(
          "p.hash",
          {},
          h("code", {}, () => awaited() ?? ""),
        ),
        h(
          "div.row",
          {},
          button("key-accept", "alarm_key_accept", () => accept(page), "danger"),
        ),
      ),
    ),
  );
}

function button(
  /** @type {string} */ test,
  /** @type {string} */ words,
  /** @type {() => void} */ onclick,
  /** @type {"danger" | "plain"} */ look,
) {
  return h(`button.${look}`, { type: "button", onclick, "data-test": test }, () => t(words));
}

function forkWords(/** @type {Page} */ { receipts }) {
  const { fork } = receipts;
  if (!fork) return "";
  const [one, other] = fork.receipts;
  const words = t(`alarm_fork_${fork.kind}`, {
    number: fork.number,
    one: one.seq,
    other: other.seq,
  });
  return receipts.lack ? `${words} ${t("alarm_fork_unchecked")}` : words;
}

function falseWords(/** @type {import("../receipts/receipts.js").Checked | undefined} */ kept) {
  if (!kept) return "";
  return t("alarm_false", { lot: kept.lot, seq: kept.receipt.seq, why: whyWords(kept) });
}

function keyWords(/** @type {Page} */ { receipts }, /** @type {string | null} */ awaited) {
  const id = (/** @type {string | undefined} */ text) => readKey(text ?? "")?.id ?? "";
  return t("alarm_key", { old: id(receipts.keys.known.at(-1)?.text), now: id(awaited ?? "") });
}

async function accept(/** @type {Page} */ { receipts }) {
  const given = await ask({
    title: t("alarm_key_accept_title"),
    text: t("alarm_key_accept_text"),
    confirm: t("alarm_key_accept"),
    isDangerous: true,
  });
  if (given) await receipts.acceptKey();
}
