// How amounts and times look in the reader's language. Times are those of Hanoi.

/** @typedef {import("./store.js").Currency} Currency */
/** @typedef {"vi" | "en"} Language */

const SIGNS = new Map([
  ["VND", "₫"],
  ["USD", "$"],
  ["EUR", "€"],
  ["GBP", "£"],
]);
const ZONE = "Asia/Ho_Chi_Minh";
const NO_BREAK = "\u00a0";
const DAY_MS = 86400000;

/**
 * `1.250.000.000 ₫` in Vietnamese, `₫1,250,000,000` in English.
 * @param {string} amount
 * @param {Currency} currency
 * @param {Language} language
 */
export function money(amount, currency, language) {
  const digits = number(amount, currency, language);
  const sign = SIGNS.get(currency.code);
  if (language === "vi") return `${digits}${NO_BREAK}${sign ?? currency.code}`;
  return sign ? `${sign}${digits}` : `${currency.code}${NO_BREAK}${digits}`;
}

/**
 * An amount in groups of three, with all decimals of its currency.
 * @param {string} amount
 * @param {Currency} currency
 * @param {Language} language
 */
export function number(amount, { decimals }, language) {
  const [group, point] = language === "vi" ? [".", ","] : [",", "."];
  const [integer, fraction = ""] = amount.split(".");
  const grouped = integer.replace(/\B(?=(\d{3})+$)/g, group);
  return decimals === 0 ? grouped : grouped + point + fraction.padEnd(decimals, "0");
}

/**
 * A short number with the decimal mark of its language: `12,5` in Vietnamese.
 * @param {number} value
 * @param {Language} language
 */
export function decimal(value, language) {
  return language === "vi" ? String(value).replace(".", ",") : String(value);
}

/**
 * A long amount as it is said, `1,25 tỷ`, against a wrong number of zeros; nothing for amounts
 * that cannot be said shortly.
 * @param {string} amount
 * @param {Language} language
 */
export function spoken(amount, language) {
  const [integer, fraction = ""] = amount.split(".");
  if (/[1-9]/.test(fraction) || integer.length < 7) return "";
  const zeros = integer.length < 10 ? 6 : 9;
  const rest = integer.slice(-zeros).replace(/0+$/, "");
  if (3 < rest.length) return "";
  const [group, point] = language === "vi" ? [".", ","] : [",", "."];
  const head = integer.slice(0, -zeros).replace(/\B(?=(\d{3})+$)/g, group);
  const unit = { vi: { 6: "triệu", 9: "tỷ" }, en: { 6: "million", 9: "billion" } }[language][zeros];
  return `${head}${rest && point + rest} ${unit}`;
}

/**
 * The time of day in Hanoi, to the second.
 * @param {string} at
 * @param {Language} language
 */
export function timeOfDay(at, language) {
  return formats[language].time.format(new Date(at));
}

/**
 * Day and time in Hanoi.
 * @param {string} at
 * @param {Language} language
 */
export function dayAndTime(at, language) {
  return formats[language].day.format(new Date(at));
}

/**
 * A point in time near now to the second, one farther off with its day.
 * @param {string} at
 * @param {Language} language
 */
export function moment(at, language) {
  const isNear = Math.abs(Date.parse(at) - Date.now()) < DAY_MS;
  return isNear ? timeOfDay(at, language) : dayAndTime(at, language);
}

/**
 * A remaining time: `1:02:03`, `4:05`, and tenths in the last ten seconds.
 * @param {number} ms
 * @param {Language} language
 */
export function remaining(ms, language) {
  if (ms < 10000) {
    const tenths = Math.max(0, Math.floor(ms / 100));
    return `${Math.floor(tenths / 10)}${language === "vi" ? "," : "."}${tenths % 10}`;
  }
  const seconds = Math.floor(ms / 1000);
  const pair = (/** @type {number} */ value) => String(value % 60).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${pair(seconds)}`;
  return `${Math.floor(minutes / 60)}:${pair(minutes)}:${pair(seconds)}`;
}

const formats = { vi: formatsOf("vi-VN"), en: formatsOf("en-GB") };

function formatsOf(/** @type {string} */ locale) {
  const common = /** @type {const} */ ({ timeZone: ZONE, hourCycle: "h23" });
  return {
    time: new Intl.DateTimeFormat(locale, {
      ...common,
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    }),
    day: new Intl.DateTimeFormat(locale, {
      ...common,
      day: "2-digit",
      month: "2-digit",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
    }),
  };
}
