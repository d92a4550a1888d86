// A house that answers as a script says, and the JavaScript client in it: what it sends in a lost
// line, a gap, at a check that is not its own, in a busy house and at a close that is final. The body of a function that returns what
// was asked and told.

const { Client } = await import("/clients/js/gavel.js");
const at = "2026-11-23T09:00:00.000000Z";
const hello = ["hello", { session: "s", role: "bidder", paddle: 7, at }, []];
const busy = { code: 1010, message: "busy", retryable: true, data: { retry_after_ms: 1 } };
const unknown = { verdict: "unknown", bid_id: "b" };
const price = { bid_id: "a", price: "90", leader: 8 };
const snapshot = { lots: [{ lot: 1, history: [price] }, { lot: 2, history: [] }] };
// What that price comes to, and another number.
const [right, wrong] = ["9f45d15d", "00000000"];
// For each line that is opened: what must be asked, and what is answered: a result, a refusal, or a
// close code instead; then pushes.
const lines = [
  [
    hello,
    ["subscribe", { recovered: false, seq: 5, snapshot }, [[6, 5, right], [6, 5, wrong], [9, 8]]],
    ["subscribe", { recovered: true, seq: 6 }, [[8, 6, wrong], [9, 8]]],
    ["subscribe", { recovered: false, seq: 8, snapshot }, [[9, 8, right]]],
    ["bid", 3001, []],
  ],
  [
    hello,
    ["subscribe", { recovered: true, seq: 9 }, []],
    ["bid.get", unknown, []],
    ["bid", busy, []],
    ["bid.get", unknown, []],
    ["bid", { seq: 12, at, bid_id: "b" }, []],
    ["bid", 3501, []],
  ],
];
const asked = [];
const kept = new Map();

class House {
  static OPEN = 1;
  readyState = 1;
  #script = lines.shift();

  constructor() {
    setTimeout(() => this.onopen(), 0);
  }

  send(text) {
    const { id, method, params } = JSON.parse(text);
    if (method === "time") return this.#say({ id, result: { at } });
    asked.push([method, params]);
    const [expected, answer, pushes] = this.#script.shift();
    if (method !== expected) throw new Error(`${method} instead of ${expected}`);
    if (typeof answer === "number") return setTimeout(() => this.onclose({ code: answer }), 0);
    this.#say({ id, [answer.code ? "error" : "result"]: answer });
    for (const [seq, prev, check] of pushes)
      this.#say({ session: "s", seq, prev, at, check, events: [] });
  }

  #say(message) {
    setTimeout(() => this.onmessage({ data: JSON.stringify(message) }), 0);
  }

  close() {}
}

const pushed = [];
const states = [];
const storage = {
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, text) => kept.set(key, text),
};
const outcomes = await new Promise((resolve) => {
  const client = new Client({
    url: "ws://house",
    token: "t",
    storage,
    WebSocket: House,
    told: {
      bid: ({ bid_id, state }) => states.push([bid_id, state]),
      pushed: async ({ seq }) => {
        pushed.push(seq);
        if (seq !== 9) return;
        const first = await client.bid({ lot: 1, amount: "100" }, "b");
        const second = await client.bid({ lot: 1, amount: "200" }, "c");
        resolve([first.verdict, first.seq, second.verdict, client.state, client.stopCode]);
      },
    },
  });
  client.open();
});
const undecided = JSON.parse(kept.get("gavel.undecided.s.7")).map(({ bid_id }) => bid_id);
return { asked, pushed, states, outcomes, undecided };
