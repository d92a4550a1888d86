// A signed head as it stands in a journal: a C2SP checkpoint, with the signatures under it.

import { fromBase64, hex } from "../../bytes.js";

/**
 * @typedef {object} Checkpoint
 * @property {string} origin
 * @property {number} size
 * @property {string} root in hexadecimal digits
 * @property {{name: string, id: string, bytes: Uint8Array<ArrayBuffer>}[]} signatures
 */

const FORM = /^(\S+)\n(0|[1-9][0-9]*)\n(\S+)\n\n((?:— \S+ \S+\n)+)$/;
const ID_BYTES = 4;

/**
 * @param {string} text
 * @returns {Checkpoint | null} nothing where it is none
 */
export function readCheckpoint(text) {
  const [, origin, size, root, lines] = FORM.exec(text) ?? [];
  const bytes = fromBase64(root ?? "");
  if (!bytes) return null;
  const signatures = lines
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [, name, blob] = line.split(" ");
      const signed = fromBase64(blob) ?? new Uint8Array();
      return { name, id: hex(signed.slice(0, ID_BYTES)), bytes: signed.slice(ID_BYTES) };
    });
  return { origin, size: Number(size), root: hex(bytes), signatures };
}
