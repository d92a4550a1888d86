// This page's own bids: sent once, asked about until their fate is known, never guessed.

const KEPT = "unanswered";

/** A version 7 UUID: the time, then chance. */
function bidId(now) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const time = BigInt(Math.floor(now));
  for (let i = 0; i < 6; i += 1) bytes[i] = Number((time >> BigInt(8 * (5 - i))) & 0xffn);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

/** Sends bids and follows them up through lost connections and reloads. */
export class Bids {
  constructor(connection, store) {
    this.connection = connection;
    this.store = store;
    this.unanswered = new Map(JSON.parse(sessionStorage.getItem(KEPT) ?? "[]"));
  }

  /** @param {number} lot @param {object} offer  `{amount}`, `{maximum}` or `{asking_at_most}` */
  async send(lot, offer) {
    const params = { lot, bid_id: bidId(this.connection.now()), ...offer };
    this.#keep(params.bid_id, params);
    this.store.bid(lot, { id: params.bid_id, state: "sent", error: null });
    await this.#ask("bid", params, params);
  }

  /** After a reconnect: asks what became of every bid that has no answer. */
  async settle() {
    for (const params of [...this.unanswered.values()]) {
      this.store.bid(params.lot, { id: params.bid_id, state: "unknown", error: null });
      await this.#ask("bid.get", { bid_id: params.bid_id }, params);
    }
  }

  async #ask(method, question, params) {
    let answer;
    try {
      answer = await this.connection.ask(method, question);
    } catch {
      if (this.unanswered.has(params.bid_id)) this.store.bid(params.lot, { state: "unknown" });
      return;
    }
    const result = answer.result;
    if (result?.verdict === "unknown") return void (await this.#ask("bid", params, params));
    if (answer.error?.code === 1011) return;
    this.#keep(params.bid_id, null);
    const error = answer.error ?? result?.error ?? null;
    this.store.bid(params.lot, { id: params.bid_id, state: error ? "refused" : "recorded", error });
  }

  #keep(id, params) {
    if (params) this.unanswered.set(id, params);
    else this.unanswered.delete(id);
    sessionStorage.setItem(KEPT, JSON.stringify([...this.unanswered]));
  }
}
