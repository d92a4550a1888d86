// The language of the page: chosen by the reader, remembered, switched on the spot. Words come by
// part and by language: nobody loads what nobody reads.

/** @typedef {import("./format.js").Language} Language */
/** @typedef {Record<string, string>} Words */
/** @typedef {(data: any, show: (amount: string) => string) => string} WriteRefusal */
/** @typedef {() => Promise<{words: Words, refusals?: Record<number, WriteRefusal>}>} Load */

const KEY = "gavel.language";
/** @type {Record<string, Record<Language, Load>>} */
const PARTS = {
  page: { vi: () => import("./words/page_vi.js"), en: () => import("./words/page_en.js") },
  desk: { vi: () => import("./words/desk_vi.js"), en: () => import("./words/desk_en.js") },
  front: { vi: () => import("./front/words_vi.js"), en: () => import("./front/words_en.js") },
  hall: { vi: () => import("./hall/words_vi.js"), en: () => import("./hall/words_en.js") },
  audit: { vi: () => import("./audit/words/vi.js"), en: () => import("./audit/words/en.js") },
};

/** @type {Language} */
let current = remembered() ?? (navigator.language.toLowerCase().startsWith("vi") ? "vi" : "en");
/** @type {Language} what was wished for last, and may be on its way */
let wished = current;
/** How often words were asked for, and the latest time. */
let loads = 0;
let loading = Promise.resolve();
/** @type {string[]} the parts that this page speaks */
let parts = [];
/** @type {Words} */
let spoken = {};
/** @type {Record<number, WriteRefusal>} */
let refusals = {};

await needWords("page");

/**
 * Loads the words of a part of the house.
 * @param {string} part
 */
export async function needWords(part) {
  parts = [...new Set([...parts, part])];
  await load();
}

function load() {
  return (loading = loadAs(++loads));
}

/** Whoever asks last asks for all parts, in the language that is wished: nothing older overtakes it. */
async function loadAs(/** @type {number} */ number) {
  const next = wished;
  const loaded = await Promise.all(parts.map((part) => PARTS[part][next]()));
  if (number !== loads) return loading;
  current = next;
  spoken = Object.assign({}, ...loaded.map(({ words }) => words));
  refusals = Object.assign({}, ...loaded.map((part) => part.refusals));
  document.documentElement.lang = next;
}

/** @returns {Language} */
export function language() {
  return current;
}

/**
 * Speaks another language, as soon as its words are here.
 * @param {Language} next
 */
export async function speak(next) {
  wished = next;
  await load().catch((lost) => {
    wished = current;
    throw lost;
  });
  localStorage.setItem(KEY, next);
}

/**
 * The words for `key`, with `{name}` replaced by what is given for it. What a newer server says
 * and this page has no words for is shown as it came.
 * @param {string} key
 * @param {Record<string, string | number>} [given]
 */
export function t(key, given = {}) {
  const words = spoken[key] ?? key;
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
  const write = refusals[code];
  return write ? write(data ?? {}, show) : message;
}

function remembered() {
  const kept = localStorage.getItem(KEY);
  return kept === "vi" || kept === "en" ? kept : null;
}
