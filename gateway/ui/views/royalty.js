// A royalty in words: lump sum, share of a base, yearly minimum; never without what it counts as.

import { decimal } from "../format.js";
import { language, t } from "../words.js";
import { cash } from "./page.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("../store.js").Royalty} Royalty */

/**
 * What a royalty is made of; nothing where there is none.
 * @param {Lot} lot
 * @param {Royalty | null | undefined} royalty
 */
export function structureWords(lot, royalty) {
  if (!royalty) return "";
  const { lump_sum, share, yearly_minimum } = royalty;
  const parts = [];
  if (lump_sum) parts.push(t("royalty_lump", { amount: cash(lot, lump_sum) }));
  if (share) {
    parts.push(
      t("royalty_share", { percent: percent(share.basis_points), base: t(`base_${share.of}`) }),
    );
  }
  if (yearly_minimum) parts.push(t("royalty_minimum", { amount: cash(lot, yearly_minimum) }));
  return parts.join(" + ");
}

/**
 * An amount, and what it is made of where it is a royalty.
 * @param {Lot} lot
 * @param {string | null | undefined} amount
 * @param {Royalty | null | undefined} royalty
 */
export function worthWords(lot, amount, royalty) {
  const structure = structureWords(lot, royalty);
  return structure ? `${cash(lot, amount)} (${structure})` : cash(lot, amount);
}

/**
 * Basis points as a percentage, `12,5` in Vietnamese.
 * @param {number} basisPoints
 */
export function percent(basisPoints) {
  return decimal(basisPoints / 100, language());
}

/**
 * A typed percentage in basis points; nothing where it is none from 0.01 to 100.
 * @param {string} text
 */
export function readPercent(text) {
  const parts = /^\s*(\d{1,3})(?:[.,](\d{1,2}))?\s*%?\s*$/.exec(text);
  if (!parts) return null;
  const points = Number(parts[1]) * 100 + Number((parts[2] ?? "").padEnd(2, "0"));
  return 1 <= points && points <= 10000 ? points : null;
}
