// The tree over a journal while it is read: the roots of its perfect subtrees (RFC 6962, 2.1).

import { joined } from "../../bytes.js";
import { sha256 } from "../../receipts/tree.js";

const NODE = Uint8Array.of(1);

/** A tree that grows by one leaf at a time. */
export class Peaks {
  size = 0;
  /** @type {Uint8Array<ArrayBuffer>[]} the largest first */
  peaks = [];

  /** @param {Uint8Array<ArrayBuffer>} leaf */
  async append(leaf) {
    let top = leaf;
    for (let size = this.size++; size % 2 === 1; size = Math.floor(size / 2)) {
      top = await above(/** @type {Uint8Array} */ (this.peaks.pop()), top);
    }
    this.peaks.push(top);
  }

  /** @returns {Promise<Uint8Array<ArrayBuffer>>} */
  async root() {
    const [last, ...rest] = [...this.peaks].reverse();
    if (!last) return sha256(new Uint8Array());
    let root = last;
    for (const peak of rest) root = await above(peak, root);
    return root;
  }
}

function above(/** @type {Uint8Array} */ left, /** @type {Uint8Array} */ right) {
  return sha256(joined(NODE, left, right));
}
