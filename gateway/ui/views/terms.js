// The terms of a lot and of its rounds as rows of a name and words.

import { decimal, moment } from "../format.js";
import { inBoth, language, t } from "../words.js";
import { cash, tOf } from "./page.js";
import { openToWords } from "./programme.js";
import { percent } from "./royalty.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {[string, string]} Row */

/**
 * What holds for the whole lot.
 * @param {Lot} lot
 * @returns {Row[]}
 */
export function lotTerms(lot) {
  const { quantity = 1, grid, deposit, below_reserve, single_bidder, profile, royalty } = lot.terms;
  const provisional = below_reserve?.provisional?.answer_within_ms;
  return [
    ...rightsTerms(lot),
    [t("terms_profile"), profile ? t(`profile_${profile}`) : ""],
    [t("units"), quantity === 1 ? "" : String(quantity)],
    [t("terms_grid"), grid ? t("grid_said", { grid: cash(lot, grid) }) : ""],
    [t("terms_deposit"), cash(lot, deposit)],
    [
      t("terms_below_reserve"),
      provisional ? t("below_reserve_provisional", { time: length(provisional) }) : "",
    ],
    [t("terms_single"), single_bidder === "refused" ? t("single_refused") : ""],
    [t("terms_royalty"), royalty ? forecastWords(lot, royalty) : ""],
  ];
}

/** Which right, where, in what field and for how long. @returns {Row[]} */
function rightsTerms(/** @type {Lot} */ { terms: { rights } }) {
  if (!rights) return [];
  return [
    [t("rights_grant"), t(`grant_${rights.grant}`)],
    [t("rights_territory"), inBoth(rights.territory)],
    [t("rights_field"), inBoth(rights.field)],
    [t("rights_term"), inBoth(rights.term)],
  ];
}

/**
 * What holds for a round, under its number where there are several.
 * @param {Lot} lot
 * @param {any} round
 * @param {number | null} number
 * @returns {Row[]}
 */
export function roundTerms(lot, round, number) {
  const [[name, terms]] = /** @type {[string, any][]} */ (Object.entries(round.format));
  const who = round.open_to && round.open_to !== "everybody" ? openToWords(round.open_to) : "";
  const times = 1 < (round.times ?? 1) ? t("times_said", { times: round.times }) : "";
  const title = number === null ? t("terms_format") : t("terms_round", { round: number });
  const head = [tOf(lot, `format_${formatKey(name, terms)}`), who, times].filter(Boolean);
  return [
    [title, head.join(" · ")],
    ...(OF_FORMAT[name]?.(lot, terms) ?? []),
    [t("terms_pace"), paceWords(round.pace)],
  ];
}

function formatKey(/** @type {string} */ name, /** @type {any} */ terms) {
  return terms.pricing === "second_price" ? "second_price" : name;
}

/** @type {Record<string, (lot: Lot, terms: any) => Row[]>} */
const OF_FORMAT = {
  english: (lot, { increment, soft_close, max_jump_steps, until_left }) => [
    [t("terms_increment"), incrementWords(lot, increment)],
    [t("terms_soft_close"), softCloseWords(soft_close)],
    [t("terms_jump"), max_jump_steps ? t("jump_said", { n: max_jump_steps }) : ""],
    [t("terms_until_left"), until_left ? t("until_left_said", { n: until_left }) : ""],
  ],
  sealed: (lot, { ceiling, floor, replacement = "allowed" }) => [
    [t("terms_ceiling"), cash(lot, ceiling)],
    [t("terms_floor"), cash(lot, floor)],
    [t("terms_replacement"), t(`replacement_${replacement}`)],
  ],
  units: (_lot, { pairs, cap, pricing, margin, fills, replacement }) => [
    [t("terms_pays"), t(`unit_pricing_${pricing ?? "pay_as_bid"}`)],
    [t("terms_margin"), t(`margin_${margin ?? "pro_rata"}`)],
    [t("terms_fills"), t(`fills_${fills ?? "partial"}`)],
    [t("terms_pairs"), String(pairs)],
    [t("terms_cap"), cap ? String(cap) : ""],
    [t("terms_replacement"), t(`replacement_${replacement ?? "allowed"}`)],
  ],
  exclusive: (lot, { increment, shared_opening, shared_increment, soft_close }) => [
    [t("terms_increment"), incrementWords(lot, increment)],
    [t("terms_shared_opening"), cash(lot, shared_opening)],
    [t("terms_shared_increment"), incrementWords(lot, shared_increment)],
    [t("terms_soft_close"), softCloseWords(soft_close)],
  ],
  dutch: (lot, { decrement, last, tie_window_ms }) => [
    [t("terms_decrement"), cash(lot, decrement)],
    [t("terms_last"), cash(lot, last)],
    [t("terms_tie_window"), tie_window_ms ? t("tie_said", { time: length(tie_window_ms) }) : ""],
  ],
  turns: (lot, { increment }) => [[t("terms_increment"), incrementWords(lot, increment)]],
};

/**
 * @param {Lot} lot
 * @param {any} increment
 */
export function incrementWords(lot, increment) {
  if (increment.basis_points) {
    return t("increment_share", { percent: percent(increment.basis_points) });
  }
  return increment.table
    .map((/** @type {any} */ { from, step }) =>
      from
        ? t("increment_from", { step: cash(lot, step), from: cash(lot, from) })
        : cash(lot, step),
    )
    .join(" · ");
}

function softCloseWords(/** @type {any} */ soft_close) {
  if (!soft_close) return "";
  const { window_ms, extension_ms, cap } = soft_close;
  const said = t("soft_close_said", { window: length(window_ms), extension: length(extension_ms) });
  if (!cap) return said;
  const most = cap.moves
    ? t("cap_moves", { n: cap.moves })
    : t("cap_latest_at", { time: moment(cap.latest_at, language()) });
  return `${said}; ${most}`;
}

function paceWords(/** @type {any} */ pace) {
  if (pace === "hammer") return t("pace_hammer");
  if (pace.stepped) return t("pace_stepped", { time: length(pace.stepped.every_ms) });
  const { at, after_opening_ms, after_first_bid_ms } = pace.timed.closes;
  if (after_opening_ms) return t("pace_timed_for", { time: length(after_opening_ms) });
  if (after_first_bid_ms) return t("pace_timed_from_bid", { time: length(after_first_bid_ms) });
  return t("pace_timed_until", { time: moment(at, language()) });
}

function forecastWords(/** @type {Lot} */ lot, /** @type {any} */ forecast) {
  const { discount_basis_points, expected } = forecast;
  const bases = expected.map((/** @type {any} */ { of, yearly }) =>
    t("forecast_base", {
      base: t(`base_${of}`),
      yearly: yearly.map((/** @type {string} */ amount) => cash(lot, amount)).join("; "),
    }),
  );
  const discount = t("forecast_discount", { percent: percent(discount_basis_points) });
  return [...bases, discount].join(" · ");
}

function length(/** @type {number} */ ms) {
  const seconds = ms / 1000;
  if (seconds % 60 === 0) return t("minutes", { n: seconds / 60 });
  return t("seconds", { n: decimal(seconds, language()) });
}
