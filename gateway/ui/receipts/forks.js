// Forks: two receipts that cannot be of one history, which proves that two were told.

/** @typedef {import("./check.js").Receipt} Receipt */
/** @typedef {{kind: "root" | "leaf", number: number, receipts: [Receipt, Receipt]}} Fork */

/**
 * The first two receipts of one journal that contradict each other: heads of one size with two
 * roots, or one place in the order with two entries. Of heads of different sizes nothing can be
 * said here: which extends which, the journal must show.
 * @param {Receipt[]} receipts such as were not found false
 * @returns {Fork | null}
 */
export function forkAmong(receipts) {
  /** @type {Map<string, Receipt>} */
  const seen = new Map();
  for (const receipt of receipts) {
    const { origin, size, seq } = receipt;
    const before = seen.get(`${origin} ${size}`);
    if (before && before.root !== receipt.root) return fork("root", size, before, receipt);
    const same = seen.get(`${origin} entry ${seq}`);
    if (same && same.leaf !== receipt.leaf) return fork("leaf", seq, same, receipt);
    seen.set(`${origin} ${size}`, receipt).set(`${origin} entry ${seq}`, receipt);
  }
  return null;
}

/** @returns {Fork} */
function fork(
  /** @type {"root" | "leaf"} */ kind,
  /** @type {number} */ number,
  /** @type {Receipt} */ one,
  /** @type {Receipt} */ other,
) {
  return { kind, number, receipts: [one, other] };
}
