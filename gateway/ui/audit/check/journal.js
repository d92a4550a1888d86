// Reading a journal from its bytes, as docs/JOURNAL.md says: every checksum, every sequence, the tree
// over every entry, and every signed head against it.

import { hex, joined } from "../../bytes.js";
import { sha256 } from "../../receipts/tree.js";
import { readCheckpoint } from "./checkpoint.js";
import { crc32c } from "./crc.js";
import { Peaks } from "./peaks.js";

const HEADER_BYTES = 4096;
const PEAKS_FROM = 64;
const VERSION = 2;
const RECORD_HEAD_BYTES = 16;
const MOST_BYTES = 4194304;
const FLAG = { endsBatch: 1, beginsBatch: 2, head: 4, withheld: 8 };
/** A head begins its batch, and may be all of it. */
const HEAD_FLAGS = FLAG.head | FLAG.beginsBatch | FLAG.endsBatch;
const LEAF = Uint8Array.of(0);
/** How many entries are read until the page may draw again. */
const BREATH = 500;

/** @typedef {import("./checkpoint.js").Checkpoint} Checkpoint */

/** Where a journal does not check out, in which respect, and why: a key of words. */
export class Fault extends Error {
  /**
   * @param {"bytes" | "chain" | "tree" | "heads"} check
   * @param {string} why
   * @param {{file: string, offset: number, seq: number}} place
   */
  constructor(check, why, place) {
    super(`${place.file}, byte ${place.offset}, sequence ${place.seq}: ${why}`);
    this.check = check;
    this.why = why;
    this.place = place;
  }
}

/** A journal that is read from beginning to end. */
export class JournalReader {
  tree = new Peaks();
  /** @type {Checkpoint[]} in the order of their sizes */
  heads = [];
  /** @type {{since: number, text: string}[]} the keys that the journal names */
  keys = [];
  bytes = 0;
  #at = "";

  /**
   * @param {string} session
   * @param {(entries: number) => void} progress
   */
  constructor(session, progress) {
    this.session = session;
    this.progress = progress;
  }

  /**
   * Reads the next segment.
   * @param {string} file
   * @param {Uint8Array<ArrayBuffer>} data
   */
  async segment(file, data) {
    this.#header(file, data);
    let offset = HEADER_BYTES;
    /** @type {string | null} the root before the batch that is being read */
    let before = null;
    while (!isBlank(data.subarray(offset, offset + 4))) {
      const place = { file, offset, seq: this.tree.size + 1 };
      const record = readRecord(data, place);
      demand(record.begins === (before === null), "bytes", "batch", place);
      before ??= hex(await this.tree.root());
      if (record.isHead) this.#head(record.open, before, place);
      else await this.#entry(record, place);
      offset = record.end;
      if (record.ends) before = null;
    }
    const end = { file, offset, seq: this.tree.size };
    demand(before === null, "bytes", "unfinished", end);
    demand(isBlank(data.subarray(offset)), "bytes", "stray", end);
    this.bytes += offset;
    await this.#breathe();
  }

  #header(/** @type {string} */ file, /** @type {Uint8Array<ArrayBuffer>} */ data) {
    const place = { file, offset: 0, seq: this.tree.size + 1 };
    demand(HEADER_BYTES <= data.length, "bytes", "header", place);
    const view = viewOf(data);
    const magic = new TextDecoder().decode(data.subarray(0, 8));
    const isSound =
      magic === "GAVELJNL" &&
      view.getUint32(8, true) === VERSION &&
      view.getUint32(60, true) === crc32c(data.subarray(0, 60)) &&
      view.getUint32(4092, true) === crc32c(data.subarray(0, 4092));
    demand(isSound, "bytes", "header", place);
    const name = new TextDecoder().decode(data.subarray(20, 60)).replace(/\0+$/, "");
    const first = Number(view.getBigUint64(12, true));
    const isNext = first === this.tree.size + 1 && first === Number.parseInt(file, 10);
    demand(name === this.session && isNext, "chain", "segment", place);
    const peaks = joined(...this.tree.peaks);
    const isOfTree =
      hex(data.subarray(PEAKS_FROM, PEAKS_FROM + peaks.length)) === hex(peaks) &&
      isBlank(data.subarray(PEAKS_FROM + peaks.length, 4092));
    demand(isOfTree, "tree", "peaks", place);
  }

  #head(/** @type {Uint8Array} */ open, /** @type {string} */ root, /** @type {any} */ place) {
    const head = readCheckpoint(new TextDecoder().decode(open));
    demand(head !== null, "heads", "checkpoint", place);
    const { size, root: stated } = /** @type {Checkpoint} */ (head);
    demand(size === this.tree.size && stated === root, "heads", "other_root", place);
    this.heads.push(/** @type {Checkpoint} */ (head));
  }

  async #entry(/** @type {any} */ { open, secret, isWithheld }, /** @type {any} */ place) {
    const entry = parsed(open);
    demand(entry !== null, "bytes", "json", place);
    demand(entry.seq === place.seq, "chain", "sequence", place);
    demand(this.#at <= entry.at, "chain", "time", place);
    this.#at = entry.at;
    const sealed = isWithheld ? secret : await sha256(secret);
    await this.tree.append(await sha256(joined(LEAF, sealed, open)));
    for (const { signing_key_set: named } of entry.heard ?? []) {
      if (named) this.keys.push({ since: entry.seq, text: named.key });
    }
    if (this.tree.size % BREATH === 0) await this.#breathe();
  }

  /** Lets the page draw how far the reading has come. */
  async #breathe() {
    this.progress(this.tree.size);
    await new Promise((resolve) => setTimeout(resolve));
  }
}

function readRecord(/** @type {Uint8Array<ArrayBuffer>} */ data, /** @type {any} */ place) {
  const { offset } = place;
  demand(offset + RECORD_HEAD_BYTES <= data.length, "bytes", "cut", place);
  const view = viewOf(data);
  const [open, secret, flags, crc] = [0, 4, 8, 12].map((at) => view.getUint32(offset + at, true));
  const begin = offset + RECORD_HEAD_BYTES;
  const end = begin + open + secret;
  demand(0 < open && open + secret <= MOST_BYTES && end <= data.length, "bytes", "cut", place);
  const found = crc32c(data.subarray(offset, offset + 12), data.subarray(begin, end));
  demand(found === crc, "bytes", "checksum", place);
  const isHead = (flags & FLAG.head) !== 0;
  const isKnown = isHead ? (flags | FLAG.endsBatch) === HEAD_FLAGS && secret === 0 : flags < 16;
  demand(isKnown, "bytes", "flags", place);
  return {
    open: data.subarray(begin, begin + open),
    secret: data.subarray(begin + open, end),
    begins: (flags & FLAG.beginsBatch) !== 0,
    ends: (flags & FLAG.endsBatch) !== 0,
    isHead,
    isWithheld: (flags & FLAG.withheld) !== 0,
    end,
  };
}

function parsed(/** @type {Uint8Array} */ bytes) {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

function viewOf(/** @type {Uint8Array<ArrayBuffer>} */ data) {
  return new DataView(data.buffer, data.byteOffset, data.byteLength);
}

function isBlank(/** @type {Uint8Array} */ bytes) {
  return bytes.every((byte) => byte === 0);
}

function demand(
  /** @type {boolean} */ holds,
  /** @type {"bytes" | "chain" | "tree" | "heads"} */ check,
  /** @type {string} */ why,
  /** @type {{file: string, offset: number, seq: number}} */ place,
) {
  if (!holds) throw new Fault(check, why, place);
}
