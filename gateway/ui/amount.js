// Amounts as people type them: understood, or kindly refused. Strings and BigInt, never floats.

/** @typedef {import("./store.js").Currency} Currency */
/** @typedef {{amount: string, fault?: undefined} | {fault: string, amount?: undefined}} Typed */

const INTEGER_DIGITS = 18;

/** What people write behind a number, and how many zeros it means. */
const UNITS = new Map([
  ["nghìn", 3],
  ["nghin", 3],
  ["ngàn", 3],
  ["ngan", 3],
  ["k", 3],
  ["thousand", 3],
  ["triệu", 6],
  ["trieu", 6],
  ["tr", 6],
  ["m", 6],
  ["million", 6],
  ["mio", 6],
  ["tỷ", 9],
  ["tỉ", 9],
  ["ty", 9],
  ["ti", 9],
  ["b", 9],
  ["bn", 9],
  ["billion", 9],
]);

/** Names and signs of money that may stand around a number and change nothing. */
const MONEY = /₫|đồng|dong|vnđ|vnd|usd|us\$|eur|[$€£¥]|đ/g;

/**
 * Reads a typed amount.
 * @param {string} text
 * @param {Currency} currency
 * @returns {Typed}
 */
export function readAmount(text, currency) {
  const code = currency.code.toLowerCase();
  const bare = text.normalize("NFC").toLowerCase().replaceAll(code, " ").replace(MONEY, " ").trim();
  if (bare === "") return { fault: "empty" };
  const parts = [...bare.matchAll(/([\d.,\s_'’]+)([^\d.,\s_'’]*)/g)];
  if (parts.map((part) => part[0]).join("") !== bare) return { fault: "not_a_number" };
  const last = parts.at(-1);
  const isPlain = parts.length === 1 && last?.[2] === "";
  return finish(isPlain ? readPlain(bare, currency) : readUnits(parts), currency);
}

/** `1 tỷ 250 triệu`: every part has a unit, and units fall. */
function readUnits(/** @type {RegExpMatchArray[]} */ parts) {
  let sum = 0n;
  let above = Infinity;
  for (const [, number, word] of parts) {
    const zeros = UNITS.get(word);
    if (word === "" && above !== Infinity) return { fault: "unit_missing" };
    if (zeros === undefined) return { fault: "not_a_number" };
    if (above <= zeros) return { fault: "not_a_number" };
    above = zeros;
    const units = readBeforeUnit(number.trim(), zeros);
    if (typeof units === "string") return { fault: units };
    sum += units;
  }
  return { amount: String(sum) };
}

/** The number before a unit: `1,25` and `1.25` have a fraction, `1.250` could mean two things. */
function readBeforeUnit(/** @type {string} */ number, /** @type {number} */ zeros) {
  if (/^\d+$/.test(number)) return BigInt(number) * 10n ** BigInt(zeros);
  if (/^[1-9]\d{0,2}[.,]\d{3}$/.test(number)) return "ambiguous";
  const fraction = /^(\d+)[.,](\d+)$/.exec(number);
  if (fraction) {
    if (zeros < fraction[2].length) return "too_many_decimals";
    return BigInt(fraction[1] + fraction[2].padEnd(zeros, "0"));
  }
  const grouped = ungroup(number);
  return grouped === null ? "not_a_number" : BigInt(grouped) * 10n ** BigInt(zeros);
}

/** @returns {Typed} */
function readPlain(/** @type {string} */ number, /** @type {Currency} */ { decimals }) {
  if (/^\d+$/.test(number)) return { amount: number };
  const [, head, mark, tail] = /^(.*)([.,])(\d+)$/.exec(number) ?? [];
  const whole = ungroup(number);
  if (whole !== null) {
    const couldBeFraction = mark !== undefined && /^\d+$/.test(head) && 3 <= decimals;
    return couldBeFraction ? { fault: "ambiguous" } : { amount: whole };
  }
  const integer = head === undefined ? null : /^\d+$/.test(head) ? head : ungroup(head);
  if (integer === null || head.includes(mark)) return { fault: "not_a_number" };
  if (decimals === 0) return { fault: "no_decimals" };
  return decimals < tail.length ? { fault: "too_many_decimals" } : { amount: `${integer}.${tail}` };
}

/** `1.250.000`, `1,250,000`, `1 250 000`: one kind of mark between groups of three. */
function ungroup(/** @type {string} */ number) {
  const grouped = /^[1-9]\d{0,2}([.,\s_'’])\d{3}(?:\1\d{3})*$/.exec(number);
  return grouped ? number.replaceAll(grouped[1], "") : null;
}

/** @returns {Typed} */
function finish(/** @type {Typed} */ typed, /** @type {Currency} */ { decimals }) {
  if (typed.amount === undefined) return typed;
  const [written, fraction = ""] = typed.amount.split(".");
  const integer = written.replace(/^0+(?=\d)/, "");
  if (INTEGER_DIGITS < integer.length) return { fault: "too_many_digits" };
  if (/^0*$/.test(integer + fraction)) return { fault: "not_positive" };
  return { amount: decimals === 0 || fraction === "" ? integer : `${integer}.${fraction}` };
}

/**
 * An amount in the smallest unit of its currency, to compare and to draw.
 * @param {string} amount
 * @param {Currency} currency
 */
export function minorUnits(amount, { decimals }) {
  const [integer, fraction = ""] = amount.split(".");
  return BigInt(integer + fraction.padEnd(decimals, "0").slice(0, decimals));
}

/**
 * An amount of so many of the smallest units of its currency.
 * @param {bigint} units
 * @param {Currency} currency
 */
export function fromMinorUnits(units, { decimals }) {
  const digits = String(units).padStart(decimals + 1, "0");
  const place = digits.length - decimals;
  return decimals === 0 ? digits : `${digits.slice(0, place)}.${digits.slice(place)}`;
}
