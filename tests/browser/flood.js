// A house in the page's own socket: it answers as the wire says, has a session of many lots, and
// raises prices as fast as it is told. So the page is tried with no network and no server between.

const NOW = () => new Date().toISOString().replace("Z", "000Z");
const BIDDERS = 50;
const STEP = 1000000n;

/** As many lots as asked, all of them open, in English rounds by the clock. */
function lotsOf(count) {
  const increment = { table: [{ step: String(STEP) }] };
  const format = { english: { increment } };
  const pace = { timed: { closes: { after_opening_ms: 3600000 } } };
  return Array.from({ length: count }, (_, place) => ({
    lot: place + 1,
    terms: {
      title: { vi: `Bằng sáng chế số ${place + 1}`, en: `Patent number ${place + 1}` },
      summary: { vi: "", en: "" },
      currency: { code: "VND", decimals: 0 },
      opening: "100000000",
      rounds: [{ format, pace }],
    },
    phase: "open",
    round: 1,
    time: 1,
    closes_at: new Date(Date.now() + 3600000).toISOString(),
    calls: 0,
    price: null,
    leader: null,
    asking: "100000000",
    reserve: "none",
    increment,
    history: [],
  }));
}

window.flood = {
  lots: 1,
  seq: 1,
  socket: null,
  /** Raises the price of a lot once: what stands on the screen then. */
  raise(lot) {
    this.seq += 1;
    const price = 100000000n + BigInt(this.seq) * STEP;
    const event = {
      lot,
      bid_id: crypto.randomUUID(),
      bidder: (this.seq % BIDDERS) + 1,
      price: String(price),
      leader: (this.seq % BIDDERS) + 1,
      asking: String(price + STEP),
      reserve: "none",
      at: NOW(),
    };
    const push = { session: "s", seq: this.seq, prev: this.seq - 1, at: NOW() };
    this.socket.say({ ...push, events: [{ price_changed: event }] });
    return `₫${price.toLocaleString("en-US")}`;
  },
};

window.WebSocket = class {
  static OPEN = 1;
  readyState = 1;
  constructor() {
    window.flood.socket = this;
    setTimeout(() => this.onopen?.());
    setInterval(() => this.say({ heartbeat: { at: NOW(), seq: window.flood.seq } }), 1000);
  }
  say(message) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
  send(text) {
    const { id, method } = JSON.parse(text);
    setTimeout(() => this.say({ id, result: this.answer(method) }));
  }
  answer(method) {
    const { seq, lots } = window.flood;
    if (method === "hello") return { session: "s", role: "bidder", paddle: 7, at: NOW() };
    if (method !== "subscribe") return { at: NOW() };
    const me = { paddle: 7, deposit_confirmed: true };
    const title = { vi: "Phiên thử tải", en: "A session under load" };
    const snapshot = { session: "s", title, seq, at: NOW(), me, lots: lotsOf(lots) };
    return { recovered: false, seq, snapshot };
  }
  close() {}
};
