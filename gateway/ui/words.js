// The language of the page: chosen by the reader, remembered, switched on the spot.

import { deskEn } from "./words/desk_en.js";
import { deskVi } from "./words/desk_vi.js";
import { en } from "./words/en.js";
import { endsEn } from "./words/ends_en.js";
import { endsVi } from "./words/ends_vi.js";
import { incidentsEn } from "./words/incidents_en.js";
import { incidentsVi } from "./words/incidents_vi.js";
import { offersEn } from "./words/offers_en.js";
import { offersVi } from "./words/offers_vi.js";
import { receiptsEn } from "./words/receipts_en.js";
import { receiptsVi } from "./words/receipts_vi.js";
import { refusalsEn } from "./words/refusals_en.js";
import { refusalsVi } from "./words/refusals_vi.js";
import { termsEn } from "./words/terms_en.js";
import { termsVi } from "./words/terms_vi.js";
import { vi } from "./words/vi.js";

/** @typedef {import("./format.js").Language} Language */

const KEY = "gavel.language";
/** @type {Record<Language, Record<string, string>>} */
const WORDS = {
  vi: { ...vi, ...termsVi, ...offersVi, ...endsVi, ...deskVi, ...receiptsVi, ...incidentsVi },
  en: { ...en, ...termsEn, ...offersEn, ...endsEn, ...deskEn, ...receiptsEn, ...incidentsEn },
};
const REFUSALS = { vi: refusalsVi, en: refusalsEn };

/** @type {Language} */
let current = remembered() ?? (navigator.language.toLowerCase().startsWith("vi") ? "vi" : "en");
document.documentElement.lang = current;

/** @returns {Language} */
export function language() {
  return current;
}

/** @param {Language} next */
export function speak(next) {
  current = next;
  localStorage.setItem(KEY, next);
  document.documentElement.lang = next;
}

/**
 * The words for `key`, with `{name}` replaced by what is given for it. What a newer server says
 * and this page has no words for is shown as it came.
 * @param {string} key
 * @param {Record<string, string | number>} [given]
 */
export function t(key, given = {}) {
  const words = WORDS[current][key] ?? key;
  return words.replace(/\{(\w+)\}/g, (_, name) => String(given[name] ?? ""));
}

/**
 * A text that came in both languages.
 * @param {{vi: string, en: string} | null | undefined} text
 */
export function inBoth(text) {
  return text ? text[current] || text.vi || text.en : "";
}

/**
 * A refusal in the reader's language, with the data to act on; the server's own sentence where
 * the code is not known here.
 * @param {{code: number, message: string, data: any}} refusal
 * @param {(amount: string) => string} show how an amount of this lot looks
 */
export function refusal({ code, message, data }, show) {
  const write = REFUSALS[current][code];
  return write ? write(data ?? {}, show) : message;
}

function remembered() {
  const kept = localStorage.getItem(KEY);
  return kept === "vi" || kept === "en" ? kept : null;
}
