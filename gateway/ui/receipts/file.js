// The file that receipts are saved in, which `gavel receipt check` reads.

import { saveBlob } from "../save.js";

/** @typedef {import("./shelf.js").Kept} Kept */
/** @typedef {import("./shelf.js").Owner} Owner */

const VERSION = 1;

/** @param {Owner} owner */
export function fileName({ session, paddle }) {
  return `gavel-receipts-${session}-paddle-${paddle}.json`;
}

/**
 * What stands in the file: all receipts of one paddle, also those that do not check out.
 * @param {Owner} owner
 * @param {string | null} key the first one that was seen: the later ones follow from it
 * @param {Kept[]} all
 */
export function fileText({ session, paddle }, key, all) {
  const receipts = all.map(({ receipt }) => receipt);
  return `${JSON.stringify({ gavel_receipts: VERSION, session, paddle, key, receipts }, null, 1)}\n`;
}

/**
 * Hands a text to the browser as a file.
 * @param {string} name
 * @param {string} text
 */
export function saveFile(name, text) {
  saveBlob(name, new Blob([text], { type: "application/json" }));
}
