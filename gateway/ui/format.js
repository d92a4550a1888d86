// Amounts and times in the reader's form. Amounts stay strings: never a float.

const ZONE = "Asia/Ho_Chi_Minh";
const SYMBOLS = { VND: "₫" };

/** "1250000000" in VND: "1.250.000.000 ₫" (vi), "₫1,250,000,000" (en). */
export function money(amount, currency, lang) {
  if (amount === null || amount === undefined) return "—";
  const [whole, fraction = ""] = amount.split(".");
  const [group, point] = lang === "vi" ? [".", ","] : [",", "."];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  const digits = fraction ? grouped + point + fraction : grouped;
  const symbol = SYMBOLS[currency.code];
  if (!symbol) return `${digits}\u00a0${currency.code}`;
  return lang === "vi" ? `${digits}\u00a0${symbol}` : `${symbol}${digits}`;
}

const UNITS = [
  [/(tỷ|ty|tỉ|bn|b)$/i, 9],
  [/(triệu|trieu|tr|m)$/i, 6],
  [/(nghìn|ngàn|nghin|k)$/i, 3],
];

/**
 * An amount as a person types it ("1.250.000", "1,5 tỷ", "250tr") as digits with at most one
 * point, or null where it could mean two things.
 */
export function parse(text, currency) {
  let typed = text.replace(/[\s₫đ]|vnd/gi, "");
  let power = 0;
  for (const [unit, zeros] of UNITS) {
    if (unit.test(typed)) {
      typed = typed.replace(unit, "");
      power = zeros;
      break;
    }
  }
  const grouped = /^\d{1,3}([.,]\d{3})+$/.test(typed);
  if (grouped && power === 0 && new Set(typed.replace(/\d/g, "")).size === 1) {
    return tidy(typed.replace(/[.,]/g, ""), "", 0);
  }
  const parts = /^(\d+)(?:[.,](\d+))?$/.exec(typed);
  if (!parts) return null;
  const [, whole, fraction = ""] = parts;
  if (fraction.length > power + currency.decimals) return null;
  return tidy(whole, fraction, power);
}

function tidy(whole, fraction, power) {
  const shifted = whole + fraction.slice(0, power).padEnd(power, "0");
  const digits = shifted.replace(/^0+(?=\d)/, "");
  const rest = fraction.slice(power);
  if (!/[1-9]/.test(digits + rest) || digits.length > 18) return null;
  return rest ? `${digits}.${rest}` : digits;
}

/** A point in time as a clock shows it in Hanoi. */
export function clock(at, lang) {
  if (!at) return "—";
  const form = { timeZone: ZONE, hour: "2-digit", minute: "2-digit", second: "2-digit" };
  return new Intl.DateTimeFormat(lang === "vi" ? "vi-VN" : "en-GB", form).format(new Date(at));
}

/** What is left of a time, as "1:02:03" or "4:05". */
export function remaining(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n) => String(n).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
