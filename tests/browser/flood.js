// A house in the page's own socket: it answers as the wire says, has a session of many lots, and
// raises prices as fast as it is told. So the page is tried with no network and no server between.

const NOW = () => new Date().toISOString().replace("Z", "000Z");
const NUMBER = new Intl.NumberFormat("en-US");
const BIDDERS = 50;
const STEP = 1000000n;
/** As many as a house tells of a lot. */
const HISTORY_POINTS = 500;

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
  /** How many lots there are; they are made when they are asked for first. */
  lots: 1,
  /** Whose page it is. Up to so many bid, in turn. */
  paddle: 7,
  /** @type {any[] | null} */
  state: null,
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
    this.remember(lot, event);
    const push = { session: "s", seq: this.seq, prev: this.seq - 1, at: NOW() };
    this.socket.say({ ...push, events: [{ price_changed: event }] });
    return `₫${NUMBER.format(price)}`;
  },
  /** A page that comes back under load gets the state as it stands. */
  remember(number, { at, bid_id, bidder, price, leader, asking }) {
    const lot = this.known()[number - 1];
    Object.assign(lot, { price, leader, asking });
    lot.history = [...lot.history, { at, bid_id, bidder, price, leader }].slice(-HISTORY_POINTS);
  },
  known() {
    this.state ??= lotsOf(this.lots);
    return this.state;
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
    const error = { code: 1013, message: "no such bid", retryable: false };
    // This house gives no receipts: their making and checking is tried elsewhere.
    const answer = method === "receipt.get" ? { error } : { result: this.answer(method) };
    setTimeout(() => this.say({ id, ...answer }));
  }
  answer(method) {
    const { seq, paddle } = window.flood;
    if (method === "hello") return { session: "s", role: "bidder", paddle, at: NOW() };
    if (method !== "subscribe") return { at: NOW() };
    const me = { paddle, deposit_confirmed: true };
    const title = { vi: "Phiên thử tải", en: "A session under load" };
    const snapshot = { session: "s", title, seq, at: NOW(), me, lots: window.flood.known() };
    return { recovered: false, seq, snapshot };
  }
  close() {}
};
