// My receipts: how many there are, what was found of each, the key, and a file with all of them.

import { each, h, include, view } from "../element.js";
import { dayAndTime } from "../format.js";
import { readKey } from "../receipts/key.js";
import { fileName, fileText, saveFile } from "../receipts/file.js";
import { KEPT_RECEIPTS } from "../receipts/receipts.js";
import { language, t } from "../words.js";
import { ask } from "./dialog.js";
import { receiptRow } from "./receipt_row.js";

/** @typedef {import("./page.js").Page} Page */

const SHOWN = 50;

/** @param {Page} page */
export function myReceipts(page) {
  const { receipts } = page;
  const shown = () => receipts.all.slice(-SHOWN).reverse();
  const older = () => receipts.all.length - SHOWN;
  return view(() =>
    h(
      "section.card.receipts",
      {
        id: "receipts",
        tabIndex: -1,
        "aria-labelledby": "receipts-title",
        "data-test": "receipts",
      },
      h("h2", { id: "receipts-title" }, () => t("receipts")),
      h("p", { "data-test": "receipts-count" }, () => countWords(page)),
      h("p.quiet", { hidden: () => !trusted(page), "data-test": "receipts-key" }, () =>
        keyWords(page),
      ),
      h("p.quiet", { hidden: () => receipts.lack === null, "data-test": "receipts-lack" }, () =>
        receipts.lack ? t(`receipt_why_${receipts.lack}`) : "",
      ),
      unstored(page),
      h(
        "div.row",
        { hidden: () => receipts.all.length === 0 },
        h(
          "button.plain",
          { type: "button", onclick: () => saveReceipts(page), "data-test": "receipts-save" },
          () => t("receipts_save"),
        ),
      ),
      h(
        "div.scroll",
        {
          hidden: () => receipts.all.length === 0,
          tabIndex: 0,
          role: "region",
          "aria-label": () => t("receipts"),
        },
        each(
          h("ul.receipt-list", { "data-test": "receipts-list" }),
          shown,
          ({ id, receipt }) => `${id ?? receipt.signature} ${receipt.seq} ${receipt.bid_id}`,
          (kept) => receiptRow(page, kept),
        ),
      ),
      h("p.quiet", { hidden: () => older() <= 0 }, () => t("receipts_older", { n: older() })),
      include(how(page)),
    ),
  );
}

/**
 * Saves all of them as one file, also those that do not check out.
 * @param {Page} page
 */
export function saveReceipts({ receipts, changed }) {
  const { owner, keys, all } = receipts;
  if (!owner) return;
  saveFile(fileName(owner), fileText(owner, keys.known[0]?.text ?? null, all));
  receipts.isSaved = true;
  changed();
}

function countWords(/** @type {Page} */ { receipts }) {
  const n = receipts.all.length;
  if (n === 0) return t("receipts_none");
  const wrong = receipts.count("false");
  const words = t("receipts_count", { n, checked: receipts.count("checked") });
  return wrong === 0 ? words : `${words} ${t("receipts_wrong", { n: wrong })}`;
}

/** The key that the house shows now, if it is trusted; else the one trusted last. */
function trusted(/** @type {Page} */ { receipts, connection }) {
  const { known } = receipts.keys;
  return known.find(({ text }) => text === connection.welcome?.key) ?? known.at(-1);
}

function keyWords(/** @type {Page} */ page) {
  const key = trusted(page);
  const { id = "", name = "" } = readKey(key?.text ?? "") ?? {};
  return key
    ? t(`receipts_key_${key.how}`, { id, name, time: dayAndTime(key.at, language()) })
    : "";
}

/** What only this tab holds, said plainly, and how to make room. */
function unstored(/** @type {Page} */ page) {
  const { receipts } = page;
  const words = () => {
    const isFull = KEPT_RECEIPTS <= receipts.all.length - receipts.unstored;
    const full = isFull ? t("receipts_full", { limit: KEPT_RECEIPTS }) : "";
    const lost = 0 < receipts.unstored ? t("receipts_unstored", { n: receipts.unstored }) : "";
    return [full, lost].filter(Boolean).join(" ");
  };
  const forget = async () => {
    const given = await ask({
      title: t("receipts_forget_title"),
      text: t("receipts_forget_text"),
      confirm: t("receipts_forget"),
      isDangerous: true,
    });
    // One that came meanwhile is not in the file.
    if (given && receipts.isSaved) await receipts.forget();
  };
  return h(
    "div.unstored",
    { hidden: () => words() === "" },
    h("p", { role: "alert", "data-test": "receipts-unstored" }, words),
    h(
      "button.danger.small",
      {
        type: "button",
        hidden: () => !receipts.isSaved,
        onclick: forget,
        "data-test": "receipts-forget",
      },
      () => t("receipts_forget"),
    ),
  );
}

/** How to check them without this page, which a house that lies would have made. */
function how(/** @type {Page} */ page) {
  const command = () => {
    const { owner, keys } = page.receipts;
    const known = keys.known.map(({ text }) => ` --key '${text}'`);
    return owner ? `gavel receipt check ${fileName(owner)}${known.join("")}` : "";
  };
  return view(() =>
    h(
      "details.proof",
      { hidden: () => !trusted(page) },
      h("summary", {}, () => t("receipts_how")),
      h("p.quiet", {}, () => t("receipts_how_text")),
      h("p.hash", {}, h("code", { "data-test": "receipts-command" }, command)),
    ),
  );
}
