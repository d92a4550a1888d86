// The line to the server: says hello, subscribes, notices silence, and comes back by itself.

import { NoAnswer, Refusal, Requests } from "./requests.js";

const SUBPROTOCOL = "gavel.v1.json";
const SILENCE_MS = 3000;
const CLOCK_PERIOD_MS = 15000;
const FIRST_RETRY_MS = 300;
const LONGEST_RETRY_MS = 8000;
const FIRST_FINAL_CLOSE_CODE = 3500;
const FINAL_HELLO_CODES = [1006, 1008];
/** Whoever has nothing yet gets a snapshot. */
const NOTHING_KNOWN = null;
const REFRESH_SPREAD_MS = 200;

/** @typedef {"connecting" | "live" | "lost" | "stopped"} LineState */
/** @typedef {{session: string, role: string, paddle?: number, at: string, key?: string}} Welcome */

/** One websocket at a time, and the promise that what it tells is complete. */
export class Connection {
  /** @type {LineState} */
  state = "connecting";
  /** @type {Welcome | null} */
  welcome = null;
  /** Why the line is stopped: a close code or the code of a refused hello. */
  stopCode = 0;
  /** @type {WebSocket | null} */
  #socket = null;
  #requests = new Requests();
  #failures = 0;
  #heardMs = 0;
  #isSubscribing = false;
  /** @type {any} */
  #retry = null;
  /** @type {any} */
  #refreshing = null;

  /**
   * @param {string} token
   * @param {import("./store.js").Store} store
   * @param {import("./clock.js").ServerClock} clock
   * @param {{changed: () => void, live: () => void}} told
   */
  constructor(token, store, clock, told) {
    this.token = token;
    this.store = store;
    this.clock = clock;
    this.told = told;
    setInterval(() => this.#watch(), 500);
    setInterval(() => this.state === "live" && this.#measure(), CLOCK_PERIOD_MS);
    addEventListener("online", () => this.#hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.#hurry());
  }

  /** Opens the line. */
  open() {
    const url = new URL("/ws", location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const socket = new WebSocket(url, SUBPROTOCOL);
    this.#socket = socket;
    this.#heardMs = Date.now();
    socket.onopen = () => this.#greet();
    socket.onmessage = (message) => socket === this.#socket && this.#hear(JSON.parse(message.data));
    socket.onclose = (event) => socket === this.#socket && this.#ended(event.code);
  }

  /**
   * Asks the server. Rejects with a `Refusal`, or with `NoAnswer` if nobody knows.
   * @param {string} method
   * @param {object} [params]
   * @returns {Promise<any>}
   */
  request(method, params) {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) return Promise.reject(new NoAnswer());
    return this.#requests.ask(method, params, (text) => socket.send(text));
  }

  async #greet() {
    try {
      this.welcome = await this.request("hello", { token: this.token, receipts: "proven" });
      await this.#subscribe();
      this.#failures = 0;
      this.#say("live");
      this.told.live();
      await this.#measure();
    } catch (failure) {
      const isFinal = failure instanceof Refusal && FINAL_HELLO_CODES.includes(failure.code);
      if (isFinal) this.#stop(failure.code);
      else this.#socket?.close();
    }
  }

  /** Asks for what was missed; the answer, or the pushes right behind it, make us whole. */
  async #subscribe(since = this.store.seq) {
    if (this.#isSubscribing) return;
    this.#isSubscribing = true;
    try {
      const session = this.welcome?.session;
      const answer = await this.request("subscribe", { session, since });
      if (!answer.recovered) this.store.begin(answer.seq, answer.snapshot ?? null);
      this.told.changed();
    } finally {
      this.#isSubscribing = false;
    }
  }

  #hear(/** @type {any} */ message) {
    this.#heardMs = Date.now();
    if (message.heartbeat) this.#beat(message.heartbeat);
    else if (message.events) this.#push(message);
    else if (typeof message.id === "number") this.#requests.answered(message);
  }

  #push(/** @type {any} */ push) {
    if (this.store.hear(push) === "gap") this.#catchUp();
    else this.told.changed();
    if (this.store.isUntold) this.#refresh();
  }

  /** An event did not tell all that it changed: a snapshot does. Not everybody asks at once. */
  #refresh() {
    this.#refreshing ??= setTimeout(async () => {
      this.#refreshing = null;
      if (this.state !== "live" || !this.store.isUntold) return;
      if (this.#isSubscribing) return this.#refresh();
      await this.#subscribe(NOTHING_KNOWN).catch(() => this.#socket?.close());
    }, Math.random() * REFRESH_SPREAD_MS);
  }

  #beat(/** @type {{at: string, seq: number}} */ heartbeat) {
    if ((this.store.seq ?? 0) < heartbeat.seq) this.#catchUp();
    if (this.state === "live" && this.clock.contradicts(heartbeat.at)) {
      this.clock.forget();
      this.#measure();
    }
  }

  #catchUp() {
    if (this.state === "live") this.#subscribe().catch(() => this.#socket?.close());
  }

  async #measure() {
    const asked = Date.now();
    try {
      const { at } = await this.request("time");
      this.clock.sample(asked, at, Date.now());
      this.told.changed();
    } catch {
      // The next measurement comes by itself; silence is noticed elsewhere.
    }
  }

  /** Two heartbeats missing: the line is dead, whatever the browser believes. */
  #watch() {
    const isOpen = this.state !== "stopped" && this.#retry === null;
    if (!isOpen || Date.now() - this.#heardMs < SILENCE_MS * (1 + this.#failures)) return;
    this.#socket?.close();
    this.#ended(0);
  }

  #ended(/** @type {number} */ code) {
    this.#socket = null;
    this.#requests.abandon();
    if (this.state === "stopped") return;
    if (FIRST_FINAL_CLOSE_CODE <= code) return this.#stop(code);
    this.#say("lost");
    const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures++);
    this.#retry = setTimeout(() => this.#again(), longest * (0.5 + Math.random() / 2));
  }

  #again() {
    clearTimeout(this.#retry);
    this.#retry = null;
    this.open();
  }

  /** The network is back, or somebody looks: no need to wait any longer. */
  #hurry() {
    if (this.#retry !== null && this.state !== "stopped") this.#again();
  }

  #stop(/** @type {number} */ code) {
    this.stopCode = code;
    this.#say("stopped");
    this.#socket?.close();
  }

  #say(/** @type {LineState} */ state) {
    this.state = state;
    this.told.changed();
  }
}
