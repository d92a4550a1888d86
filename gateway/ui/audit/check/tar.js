// The files in a pack: a plain tar archive (POSIX ustar), which is all that a pack is.

const BLOCK_BYTES = 512;
const SIZE_DIGITS = { from: 124, until: 136 };

/**
 * The files of an archive by name, each a view into its bytes.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Map<string, Uint8Array<ArrayBuffer>> | null} nothing where it is no archive, or cut short
 */
export function untar(bytes) {
  const files = new Map();
  let place = 0;
  while (place + BLOCK_BYTES <= bytes.length) {
    const head = bytes.subarray(place, place + BLOCK_BYTES);
    if (head[0] === 0) return 0 < files.size ? files : null;
    const size = Number.parseInt(text(head, SIZE_DIGITS.from, SIZE_DIGITS.until), 8);
    if (text(head, 257, 262) !== "ustar" || !(0 <= size)) return null;
    const name = [text(head, 345, 500), text(head, 0, 100)].filter(Boolean).join("/");
    const begin = place + BLOCK_BYTES;
    if (bytes.length < begin + size) return null;
    files.set(name, bytes.subarray(begin, begin + size));
    place = begin + Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES;
  }
  return null;
}

function text(
  /** @type {Uint8Array} */ head,
  /** @type {number} */ from,
  /** @type {number} */ until,
) {
  const field = head.subarray(from, until);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end)).trim();
}
