// The connection: hello, subscribe, resume by sequence, reconnect, the server's clock.

const QUIET_MS = 2500;
const LONGEST_WAIT_MS = 8000;

/** One connection to the house that keeps itself alive. */
export class Connection {
  #socket = null;
  #waiting = new Map();
  #nextId = 1;
  #attempt = 0;
  #lastHeard = 0;

  /**
   * @param {string} token
   * @param {{onState: Function, onPush: Function, onJoined: Function, since: () => number|null}} ears
   */
  constructor(token, ears) {
    this.token = token;
    this.ears = ears;
    this.offsetMs = 0;
    this.roundTripMs = null;
    setInterval(() => this.#watch(), 500);
  }

  /** The server's time now, in milliseconds since 1970. */
  now() {
    return Date.now() + this.offsetMs;
  }

  open() {
    this.ears.onState(this.#attempt ? "reconnecting" : "connecting");
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/ws`, "gavel.v1.json");
    this.#socket = socket;
    this.#lastHeard = performance.now();
    socket.onopen = () => this.#join(socket);
    socket.onmessage = (message) => this.#hear(JSON.parse(message.data));
    socket.onclose = (closed) => this.#lost(socket, closed);
  }

  /** Asks; resolves with the answer, rejects when the connection is lost before it came. */
  ask(method, params) {
    return new Promise((resolve, reject) => {
      if (this.#socket?.readyState !== WebSocket.OPEN) {
        reject(new Error("lost"));
        return;
      }
      const id = this.#nextId++;
      this.#waiting.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  async #join(socket) {
    try {
      const hello = await this.ask("hello", { token: this.token });
      if (hello.error) return this.ears.onState("refused", hello.error);
      await this.subscribe(hello.result);
      this.#attempt = 0;
      this.ears.onState("live");
      await this.#measure();
    } catch {
      socket.close();
    }
    return undefined;
  }

  /** Asks for everything since what is known, or for a snapshot. */
  async subscribe(welcome) {
    this.welcome = welcome ?? this.welcome;
    const since = this.ears.since();
    const params = { session: this.welcome.session };
    if (since !== null) params.since = since;
    const answer = await this.ask("subscribe", params);
    if (answer.error) return this.ears.onState("refused", answer.error);
    return this.ears.onJoined(this.welcome, answer.result);
  }

  async #measure() {
    const sent = performance.now();
    const answer = await this.ask("time", {});
    this.roundTripMs = performance.now() - sent;
    this.offsetMs = Date.parse(answer.result.at) + this.roundTripMs / 2 - Date.now();
  }

  #hear(message) {
    this.#lastHeard = performance.now();
    if (message.heartbeat) {
      this.ears.onPush({ heartbeat: message.heartbeat });
    } else if (message.events) {
      this.ears.onPush(message);
    } else if (this.#waiting.has(message.id)) {
      this.#waiting.get(message.id).resolve(message);
      this.#waiting.delete(message.id);
    }
  }

  #lost(socket, closed) {
    if (socket !== this.#socket) return;
    this.#socket = null;
    for (const { reject } of this.#waiting.values()) reject(new Error("lost"));
    this.#waiting.clear();
    if (closed.code >= 3500 && closed.code < 4000) {
      this.ears.onState("refused", { code: closed.code, message: closed.reason });
      return;
    }
    this.ears.onState("reconnecting");
    const wait = Math.min(250 * 2 ** this.#attempt, LONGEST_WAIT_MS);
    this.#attempt += 1;
    setTimeout(() => this.open(), wait * (0.5 + Math.random() / 2));
  }

  /** A silent line is a dead line: heartbeats come each second. */
  #watch() {
    const silent = performance.now() - this.#lastHeard;
    if (this.#socket?.readyState === WebSocket.OPEN && silent > QUIET_MS * 2) {
      const dead = this.#socket;
      this.#lost(dead, { code: 1006, reason: "" });
      dead.close();
    } else if (this.#socket && silent > QUIET_MS) {
      this.ears.onState("quiet");
    }
  }
}
