// The last price of each lot, in one number: what a client can hold against the server's `check`.

/** CRC-32, as in zlib and PNG. */
function crc32(/** @type {string} */ text) {
  let crc = ~0;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** The last price of each lot, as it was told. */
export class Prices {
  /** @type {Map<number, string>} a line for each lot that had one */
  #lines = new Map();

  /** Begins anew from a snapshot. */
  begin(/** @type {any} */ snapshot) {
    this.#lines.clear();
    for (const { lot, history } of snapshot?.lots ?? []) this.#take(lot, history.at(-1));
  }

  /** Hears a push, the next one to what is known. */
  hear(/** @type {{events: any[]}} */ push) {
    for (const { price_changed } of push.events) this.#take(price_changed?.lot, price_changed);
  }

  /** The number that the server's must be, in hexadecimal. */
  check() {
    const lots = [...this.#lines.keys()].sort((one, other) => one - other);
    const text = lots.map((lot) => this.#lines.get(lot)).join("");
    return crc32(text).toString(16).padStart(8, "0");
  }

  #take(/** @type {number} */ lot, /** @type {any} */ point) {
    if (!point) return;
    const { bid_id, price, leader } = point;
    this.#lines.set(lot, `${lot} ${bid_id} ${price} ${leader}\n`);
  }
}
