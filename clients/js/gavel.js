// A client of gavel: one line to one session that comes back by itself, and bids whose outcome is
// never left open. No dependencies; for browsers, and for Node from 20 on. The wire that it speaks
// is described in docs/PROTOCOL.md.

import { ServerClock } from "./clock.js";
import { Prices } from "./prices.js";

export { ServerClock };

const SUBPROTOCOL = "gavel.v1.json";
const ANSWER_TIMEOUT_MS = 4000;
/** Two heartbeats missing, and some time to spare. */
const SILENCE_MS = 3000;
const WATCH_MS = 500;
const CLOCK_PERIOD_MS = 15000;
const FIRST_RETRY_MS = 300;
const LONGEST_RETRY_MS = 8000;
const ASK_AGAIN_MS = 1500;
const REFRESH_SPREAD_MS = 200;
/** From here on, a close code says that coming back is of no use. */
const FIRST_FINAL_CLOSE_CODE = 3500;
/** A token that does not check out, or one of another session. */
const FINAL_HELLO_CODES = [1006, 1008];
/** The session stopped while the request lay before it: nobody knows what became of it. */
const STOPPED = 1011;
/** What keeps a request from being looked at, and so says nothing of one that was sent before. */
const NOT_LOOKED_AT = [1005, 1006, 1008, 1009, 1010];

/** @typedef {import("./types.d.ts").Asked} Asked */
/** @typedef {import("./types.d.ts").Outcome} Outcome */
/** @typedef {import("./types.d.ts").SentBid} SentBid */
/** @typedef {import("./types.d.ts").OpenBid} OpenBid */

/** A refusal: an answer with the data to act on. */
export class Refusal extends Error {
  /** @param {{code: number, message: string, retryable: boolean, data: any}} error */
  constructor(error) {
    super(error.message);
    this.code = error.code;
    this.retryable = error.retryable;
    this.data = error.data ?? {};
  }
}

/** No answer came: nobody here knows what became of the request. */
export class NoAnswer extends Error {}

/** One line to one session, and the promise that what it tells is complete. */
export class Client {
  /** @type {import("./types.d.ts").LineState} */ state = "connecting";
  /** @type {import("./types.d.ts").Welcome | null} */ welcome = null;
  /** Why the line is stopped: a close code or the code of a refused hello; 0 if by `close`. */
  stopCode = 0;
  /** @type {number | null} the last sequence heard; nothing before the first snapshot */
  seq = null;
  clock = new ServerClock();
  #prices = new Prices();
  /** @type {WebSocket | null} */ #socket = null;
  #nextId = 1;
  /** @type {Map<number, import("./types.d.ts").OpenRequest>} */ #requests = new Map();
  /** @type {Map<string, OpenBid>} the bids that are not decided */
  #bids = new Map();
  #failures = 0;
  /** How long to wait for a seat, as the server said. */
  #waitMs = 0;
  #heardMs = 0;
  #isSubscribing = false;
  /** @type {any} */ #retry = null;
  /** @type {any} */ #refreshing = null;
  /** @type {any[]} */ #periods = [];

  /** @param {import("./types.d.ts").Options} options */
  constructor({ url, token, session, receipts = "plain", storage = null, told = {}, ...given }) {
    this.url = url;
    this.token = token;
    this.session = session;
    this.receipts = receipts;
    this.storage = storage;
    this.told = told;
    this.Socket = given.WebSocket ?? globalThis.WebSocket;
    if (!this.Socket) throw new Error("there is no WebSocket here: give one as options.WebSocket");
  }

  /** Opens the line; from now on it comes back by itself. */
  open() {
    this.#periods.push(setInterval(() => this.#watch(), WATCH_MS));
    this.#periods.push(setInterval(() => this.#measure(), CLOCK_PERIOD_MS));
    this.#connect();
  }

  /** Ends the line for good. A bid without an answer is kept, and its outcome is `unknown`. */
  close() {
    this.#stop(0);
  }

  /** The network is back, or somebody looks: no need to wait any longer. */
  hurry() {
    if (this.#retry !== null && this.state !== "stopped") this.#connect();
  }

  /**
   * Asks the server. Rejects with a `Refusal`, or with `NoAnswer` if nobody knows.
   * @returns {Promise<any>}
   */
  request(/** @type {string} */ method, /** @type {object} */ params = {}) {
    const socket = this.#socket;
    if (socket?.readyState !== this.Socket.OPEN) return Promise.reject(new NoAnswer("no line"));
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const late = () => this.#settled(id)?.reject(new NoAnswer("no answer in time"));
      this.#requests.set(id, { resolve, reject, timer: setTimeout(late, ANSWER_TIMEOUT_MS) });
      socket.send(JSON.stringify({ id, method, params }));
    });
  }

  /** Asks for a snapshot; not everybody at once. */
  refresh() {
    this.#refreshing ??= setTimeout(() => {
      this.#refreshing = null;
      if (this.state !== "live") return;
      if (this.#isSubscribing) return this.refresh();
      this.#subscribe(null).catch(() => this.#socket?.close());
    }, Math.random() * REFRESH_SPREAD_MS);
  }

  /**
   * Sends a bid, and says how it ended: decided once, asked for until that is known, never guessed.
   * Rejects, with nothing sent, while the line does not stand: a bid must not come to life later.
   * @param {Asked} asked
   * @param {string} [bid_id] one of your own, never used for another bid
   * @returns {Promise<Outcome>}
   */
  bid(asked, bid_id = newBidId()) {
    if (this.state !== "live") return Promise.reject(new NoAnswer("no line: nothing was sent"));
    const known = this.#bids.get(bid_id);
    if (known) return known.ended;
    const bid = this.#keep({ bid_id, asked, state: "sent" });
    this.#persist();
    this.#pursue(bid);
    return bid.ended;
  }

  #keep(/** @type {SentBid} */ sent) {
    let end = /** @type {any} */ (null);
    const ended = new Promise((resolve) => (end = resolve));
    const bid = /** @type {OpenBid} */ ({ sent, isPursued: false, ended, end });
    this.#bids.set(sent.bid_id, bid);
    this.#tell("bid", sent);
    return bid;
  }

  /** After every connect: takes up again what has no answer, also from before a restart. */
  #recover() {
    /** @type {SentBid[]} */
    const kept = JSON.parse(this.storage?.getItem(this.#key()) ?? "[]");
    for (const { bid_id, asked } of kept) {
      if (!this.#bids.has(bid_id)) this.#keep({ bid_id, asked, state: "unknown" });
    }
    for (const bid of this.#bids.values()) this.#pursue(bid);
  }

  /** Sends a bid, or asks what became of it, as long as the line stands and nobody knows. */
  async #pursue(/** @type {OpenBid} */ bid) {
    if (bid.isPursued) return;
    bid.isPursued = true;
    const { sent } = bid;
    while (this.state === "live") {
      const outcome = await (sent.state === "sent" ? this.#put(sent) : this.#get(sent));
      if (outcome) return this.#decided(bid, outcome);
      this.#doubt(sent);
      if (this.state === "live") await pause(ASK_AGAIN_MS);
    }
    bid.isPursued = false;
  }

  #doubt(/** @type {SentBid} */ sent) {
    if (sent.state === "unknown") return;
    sent.state = "unknown";
    this.#tell("bid", sent);
  }

  /** @returns {Promise<Outcome | null>} nothing if nobody knows */
  async #put(/** @type {SentBid} */ { bid_id, asked, state }) {
    try {
      const params = { ...asked, bid_id, seen: this.seq ?? undefined };
      const { seq, at, receipt } = await this.request("bid", params);
      return { verdict: "accepted", bid_id, seq, at, receipt };
    } catch (failure) {
      if (!(failure instanceof Refusal) || failure.code === STOPPED) return null;
      const isOfThisSending = state === "unknown" && NOT_LOOKED_AT.includes(failure.code);
      return isOfThisSending ? null : refused(bid_id, failure);
    }
  }

  /** Asks for the verdict; a bid that nobody knows is sent again, under the same id. */
  async #get(/** @type {SentBid} */ sent) {
    const { bid_id } = sent;
    try {
      const { verdict, seq, at, error } = await this.request("bid.get", { bid_id });
      if (verdict === "accepted") return { verdict, bid_id, seq, at };
      return verdict === "refused" ? refused(bid_id, error) : await this.#put(sent);
    } catch {
      return null;
    }
  }

  #decided(/** @type {OpenBid} */ bid, /** @type {Outcome} */ outcome) {
    bid.sent.state = /** @type {SentBid["state"]} */ (outcome.verdict);
    this.#bids.delete(bid.sent.bid_id);
    this.#persist();
    this.#tell("bid", bid.sent, outcome);
    bid.end(outcome);
  }

  #persist() {
    const undecided = [...this.#bids.values()].map(({ sent }) => sent);
    this.storage?.setItem(this.#key(), JSON.stringify(undecided));
  }

  #key() {
    const { session, paddle } = this.welcome ?? {};
    return `gavel.undecided.${session}.${paddle}`;
  }

  #connect() {
    clearTimeout(this.#retry);
    this.#retry = null;
    const socket = new this.Socket(this.url, SUBPROTOCOL);
    this.#socket = socket;
    this.#heardMs = Date.now();
    const isOurs = () => socket === this.#socket;
    socket.onopen = () => isOurs() && this.#greet();
    socket.onmessage = (message) => isOurs() && this.#hear(JSON.parse(message.data));
    socket.onerror = () => {};
    socket.onclose = (event) => isOurs() && this.#ended(event.code);
  }

  async #greet() {
    try {
      const { token, session, receipts } = this;
      this.welcome = await this.request("hello", { token, session, receipts });
      await this.#subscribe();
      this.#failures = 0;
      this.#say("live");
      this.#recover();
      this.#tell("live");
      await this.#measure();
    } catch (failure) {
      const isFinal = failure instanceof Refusal && FINAL_HELLO_CODES.includes(failure.code);
      this.#waitMs = failure instanceof Refusal ? (failure.data.retry_after_ms ?? 0) : 0;
      if (isFinal) this.#stop(failure.code);
      else this.#socket?.close();
    }
  }

  /** Asks for what was missed; the answer, or the pushes right behind it, make us whole. */
  async #subscribe(since = this.seq) {
    if (this.#isSubscribing) return;
    this.#isSubscribing = true;
    try {
      const session = this.welcome?.session;
      const { recovered, seq, snapshot } = await this.request("subscribe", { session, since });
      if (recovered) return;
      this.seq = seq;
      this.#prices.begin(snapshot);
      clearTimeout(this.#refreshing);
      this.#refreshing = null;
      this.#tell("begun", seq, snapshot ?? null);
    } finally {
      this.#isSubscribing = false;
      this.#tell("changed");
    }
  }

  #hear(/** @type {any} */ message) {
    this.#heardMs = Date.now();
    const { id, result, error, heartbeat } = message;
    if (heartbeat) this.#beat(heartbeat);
    else if (message.events) this.#push(message);
    else if (error) this.#settled(id)?.reject(new Refusal(error));
    else this.#settled(id)?.resolve(result);
  }

  #push(/** @type {import("./types.d.ts").Push} */ push) {
    if (this.seq === null || this.seq < push.prev) return this.#catchUp();
    if (push.seq <= this.seq) return;
    this.seq = push.seq;
    this.#prices.hear(push);
    this.#tell("pushed", push);
    // We and the server do not agree, whoever is wrong: begin anew.
    if (push.check === undefined || push.check === this.#prices.check()) return;
    this.seq = null;
    this.#catchUp();
  }

  #settled(/** @type {number} */ id) {
    const asked = this.#requests.get(id);
    clearTimeout(asked?.timer);
    this.#requests.delete(id);
    return asked;
  }

  #beat(/** @type {{at: string, seq: number}} */ heartbeat) {
    if ((this.seq ?? 0) < heartbeat.seq) this.#catchUp();
    if (this.state === "live" && this.clock.isContradicted(heartbeat.at)) this.#measure();
  }

  #catchUp() {
    if (this.state === "live") this.#subscribe().catch(() => this.#socket?.close());
  }

  async #measure() {
    const askedMs = Date.now();
    try {
      const { at } = await this.request("time");
      this.clock.sample(askedMs, at);
      this.#tell("changed");
    } catch {
      // The next measurement comes by itself; silence is noticed elsewhere.
    }
  }

  /** Silence: the line is dead, whatever the socket believes. */
  #watch() {
    if (!this.#socket || Date.now() - this.#heardMs < SILENCE_MS * (1 + this.#failures)) return;
    this.#socket.close();
    this.#ended(0);
  }

  #ended(/** @type {number} */ code) {
    this.#socket = null;
    this.#abandon();
    if (this.state === "stopped") return;
    if (FIRST_FINAL_CLOSE_CODE <= code) return this.#stop(code);
    this.#say("lost");
    const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures++);
    const wait = Math.max(this.#waitMs, longest * (0.5 + Math.random() / 2));
    this.#waitMs = 0;
    this.#retry = setTimeout(() => this.#connect(), wait);
  }

  /** None of these will be answered. */
  #abandon() {
    const lost = new NoAnswer("the line was lost");
    for (const id of [...this.#requests.keys()]) this.#settled(id)?.reject(lost);
  }

  #stop(/** @type {number} */ code) {
    for (const timer of [...this.#periods, this.#retry, this.#refreshing]) clearTimeout(timer);
    this.stopCode = code;
    this.#say("stopped");
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    this.#abandon();
    for (const [bid_id, { sent, end }] of this.#bids) {
      this.#doubt(sent);
      end({ verdict: "unknown", bid_id });
    }
  }

  #say(/** @type {import("./types.d.ts").LineState} */ state) {
    this.state = state;
    this.#tell("changed");
  }

  /** What a callback throws is reported as its own; the line and the bids go on. */
  #tell(/** @type {keyof import("./types.d.ts").Told} */ name, /** @type {any[]} */ ...given) {
    try {
      /** @type {any} */ (this.told)[name]?.(...given);
    } catch (failure) {
      queueMicrotask(() => {
        throw failure;
      });
    }
  }
}

/** @returns {Outcome} */
function refused(/** @type {string} */ bid_id, /** @type {any} */ { code, message, data }) {
  return { verdict: "refused", bid_id, code, message, data: data ?? {} };
}

const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A new id; `randomUUID` exists in secure contexts only. */
export function newBidId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
