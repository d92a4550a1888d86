// What was heard of a lot and stands in no snapshot: kept beside a new one.

import { HISTORY_POINTS } from "./lot_events.js";

/** @typedef {import("./store.js").Lot} Lot */

/**
 * The lot of a snapshot, with what was heard of it before and is not told again.
 * @param {Lot | undefined} known
 * @param {Lot} lot
 * @returns {Lot}
 */
export function kept(known, lot) {
  if (!known) return lot;
  const isSameRound = known.round === lot.round && known.time === lot.time;
  return {
    ...lot,
    barred: known.barred,
    before: known.before,
    mine: lot.mine ?? (lot.phase === "closed" ? known.mine : undefined),
    left: isSameRound ? known.left : undefined,
    history: [...older(known, lot), ...lot.history].slice(-HISTORY_POINTS),
    marks: known.marks,
    draw: lot.draw && { ...heard(known, lot), ...lot.draw },
  };
}

/** The price points before those that a snapshot shows. */
function older(/** @type {Lot} */ known, /** @type {Lot} */ lot) {
  const first = lot.history[0];
  if (!first) return [];
  const place = known.history.findIndex((point) => point.bid_id === first.bid_id);
  return place === -1 ? [] : known.history.slice(0, place);
}

/** The nonces and the seed of the draw that still runs or was the last. */
function heard(/** @type {Lot} */ known, /** @type {Lot} */ lot) {
  const isSame = known.draw?.head !== undefined && known.draw.head === lot.draw?.head;
  const { nonces, seed, missing } = (isSame && known.draw) || {};
  return { nonces, seed, missing };
}
