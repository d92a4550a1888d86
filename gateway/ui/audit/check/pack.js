// Checking a pack in the page, without asking the house anything: one finding for each check.

import { hex } from "../../bytes.js";
import { hasSigned, isOwnId, missing, readKey } from "../../receipts/key.js";
import { sha256 } from "../../receipts/tree.js";
import { readCheckpoint } from "./checkpoint.js";
import { Fault, JournalReader } from "./journal.js";
import { untar } from "./tar.js";

/** @typedef {import("../../receipts/key.js").Key} Key */
/**
 * What came of a check. `fine`: it holds. `wrong`: it does not. `open`: it cannot be told here.
 * `not_reached`: something before it is wrong.
 * @typedef {object} Finding
 * @property {string} name
 * @property {"fine" | "wrong" | "open" | "not_reached"} state
 * @property {string} why a key of words
 * @property {Record<string, string | number>} given
 */

const READING = ["bytes", "chain", "tree", "heads"];
const SEGMENT = /^journal\/([a-z0-9-]+)\/([0-9]{20}\.gavel)$/;

/**
 * @param {Uint8Array<ArrayBuffer>} bytes of the pack
 * @param {string} trusted the key that the exchange made public; empty where nobody has it at hand
 * @param {(entries: number) => void} progress
 * @returns {Promise<{session: string, size: number, root: string, findings: Finding[]}>}
 */
export async function checkPack(bytes, trusted, progress) {
  const lack = await missing();
  if (lack) return nothing([finding("pack", "open", lack)]);
  const files = untar(bytes);
  const names = [...(files?.keys() ?? [])].filter((name) => SEGMENT.test(name)).sort();
  if (!files || names.length === 0) return nothing([finding("pack", "wrong", "no_pack")]);
  const [, session] = /** @type {RegExpExecArray} */ (SEGMENT.exec(names[0]));
  const journal = new JournalReader(session, progress);
  const fault = await read(journal, files, names);
  const root = hex(await journal.tree.root());
  const findings = [
    await manifest(files),
    ...reading(journal, fault),
    ...(await signing(journal, trusted, fault !== null)),
    stated(files, journal, root, fault !== null),
    finding("decisions", "open", "decisions_open", { session }),
  ];
  return { session, size: journal.tree.size, root, findings };
}

/** @returns {Promise<Fault | null>} where the reading had to stop */
async function read(
  /** @type {JournalReader} */ journal,
  /** @type {Map<string, Uint8Array<ArrayBuffer>>} */ files,
  /** @type {string[]} */ names,
) {
  try {
    for (const name of names) {
      const file = name.slice(name.lastIndexOf("/") + 1);
      await journal.segment(file, /** @type {Uint8Array<ArrayBuffer>} */ (files.get(name)));
    }
    return null;
  } catch (fault) {
    if (fault instanceof Fault) return fault;
    throw fault;
  }
}

/** The list of hashes in the pack against its files. */
async function manifest(/** @type {Map<string, Uint8Array<ArrayBuffer>>} */ files) {
  const lines = told(files, "MANIFEST").split("\n").filter(Boolean);
  for (const line of lines) {
    const [hash, name] = line.split("  ");
    const file = files.get(name);
    if (!file) return finding("manifest", "wrong", "file_missing", { name });
    if (hex(await sha256(file)) !== hash) {
      return finding("manifest", "wrong", "file_changed", { name });
    }
  }
  const more = [...files.keys()].filter((name) => name !== "MANIFEST");
  if (more.length !== lines.length) return finding("manifest", "wrong", "file_added");
  return finding("manifest", "fine", "manifest_fine", { count: lines.length });
}

function reading(/** @type {JournalReader} */ journal, /** @type {Fault | null} */ fault) {
  const { tree, heads, bytes } = journal;
  const given = { size: tree.size, heads: heads.length, bytes };
  const stopped = fault ? READING.indexOf(fault.check) : READING.length;
  return READING.map((name, place) => {
    if (place < stopped) return finding(name, "fine", `${name}_fine`, given);
    if (stopped < place || !fault) return finding(name, "not_reached", "not_reached");
    return finding(name, "wrong", `fault_${fault.why}`, { ...fault.place });
  });
}

/** Every signature, with the key that the journal names for it; and whether that key is trusted. */
async function signing(
  /** @type {JournalReader} */ { heads, keys },
  /** @type {string} */ trusted,
  /** @type {boolean} */ isBroken,
) {
  if (isBroken)
    return ["signatures", "key"].map((name) => finding(name, "not_reached", "not_reached"));
  if (keys.length === 0)
    return [finding("signatures", "open", "no_key"), finding("key", "open", "no_key")];
  for (const head of heads) {
    const named = keys.filter(({ since }) => since <= head.size).at(-1) ?? keys[0];
    const key = readKey(named.text);
    const isFine =
      key && (await isOwnId(key)) && key.name === head.origin && (await signed(head, key));
    if (!isFine) {
      return [
        finding("signatures", "wrong", "signature_wrong", { size: head.size, key: named.text }),
        finding("key", "not_reached", "not_reached"),
      ];
    }
  }
  const held = finding("signatures", "fine", "signatures_fine", { heads: heads.length });
  return [held, await keyFinding(heads, keys, trusted.trim())];
}

/** Whether the key that is trusted vouches for the last one: each co-signs the first head of the next. */
async function keyFinding(
  /** @type {import("./checkpoint.js").Checkpoint[]} */ heads,
  /** @type {{since: number, text: string}[]} */ keys,
  /** @type {string} */ trusted,
) {
  const key = keys[keys.length - 1].text;
  if (trusted === "") return finding("key", "open", "key_untold", { key });
  const place = keys.findIndex(({ text }) => text === trusted);
  if (place < 0) return finding("key", "wrong", "key_other", { key });
  for (let next = place + 1; next < keys.length; next++) {
    const first = heads.find(({ size }) => keys[next].since <= size);
    const before = readKey(keys[next - 1].text);
    if (first && !(before && (await signed(first, before)))) {
      return finding("key", "wrong", "key_alone", { key: keys[next].text });
    }
  }
  return finding("key", "fine", "key_fine", { key });
}

async function signed(
  /** @type {import("./checkpoint.js").Checkpoint} */ head,
  /** @type {Key} */ key,
) {
  const own = head.signatures.find(({ name, id }) => name === key.name && id === key.id);
  return own !== undefined && hasSigned(key, head, own.bytes);
}

/** The checkpoint that lies beside the journal must be one of its own. */
function stated(
  /** @type {Map<string, Uint8Array<ArrayBuffer>>} */ files,
  /** @type {JournalReader} */ { heads, tree },
  /** @type {string} */ root,
  /** @type {boolean} */ isBroken,
) {
  if (isBroken) return finding("kept", "not_reached", "not_reached");
  const kept = readCheckpoint(told(files, "head.txt"));
  const same = heads.find(({ size }) => size === kept?.size);
  if (!kept || same?.root !== kept.root) return finding("kept", "wrong", "kept_wrong");
  return finding("kept", "fine", "kept_fine", {
    size: kept.size,
    left: tree.size - kept.size,
    root,
  });
}

function told(
  /** @type {Map<string, Uint8Array<ArrayBuffer>>} */ files,
  /** @type {string} */ name,
) {
  return new TextDecoder().decode(files.get(name) ?? new Uint8Array());
}

function nothing(/** @type {Finding[]} */ findings) {
  return { session: "", size: 0, root: "", findings };
}

/** @returns {Finding} */
function finding(
  /** @type {string} */ name,
  /** @type {Finding["state"]} */ state,
  /** @type {string} */ why,
  /** @type {Record<string, string | number>} */ given = {},
) {
  return { name, state, why, given };
}
