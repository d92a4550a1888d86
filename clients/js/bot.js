// A bot that bids the asking price of one lot up to a limit. Node:
//
//   GAVEL_TOKEN=… node bot.js wss://auction.example/ws 1 130000000
//
// Node 20 has its WebSocket behind --experimental-websocket. Exit code 1: the server sent the bot away.

import { Client } from "./gavel.js";

const OPEN = ["open", "closing"];
const OVER = ["round_over", "provisional", "runner_up", "closed"];

/**
 * Bids on a lot until it is over, or the price is beyond the limit: every outcome, in order.
 * @param {import("./types.d.ts").Options} options
 * @param {number} lot
 * @param {string} most whole units of the lot's currency
 * @param {(bid: import("./types.d.ts").SentBid, outcome?: import("./types.d.ts").Outcome) => void}
 *   [bid] hears how each bid fares
 * @param {(code: number) => void} [stopped] hears why the line ended, if the server ended it for good
 * @returns {Promise<import("./types.d.ts").Outcome[]>}
 */
export function run(options, lot, most, bid, stopped) {
  /** @type {import("./types.d.ts").Outcome[]} */
  const outcomes = [];
  const seen = { asking: /** @type {string | null} */ (null), leader: 0, phase: "published" };
  let isBidding = false;
  let tried = "";
  return new Promise((resolve) => {
    const client = new Client({ ...options, told: { changed, live: act, begun, pushed, bid } });

    function begun(/** @type {number} */ _, /** @type {any} */ snapshot) {
      Object.assign(seen, snapshot?.lots.find((/** @type {any} */ one) => one.lot === lot));
    }

    function pushed(/** @type {import("./types.d.ts").Push} */ { events }) {
      for (const [name, event] of events.flatMap((one) => Object.entries(one))) {
        if (event.lot !== lot) continue;
        for (const field of ["asking", "leader"]) {
          if (event[field] !== undefined) Object.assign(seen, { [field]: event[field] });
        }
        if (name === "lot_opened" || name === "lot_resumed") seen.phase = "open";
        if (name === "lot_paused") seen.phase = "paused";
        if (name === "round_ended" || name === "lot_closed") seen.phase = "closed";
      }
      act();
    }

    /** One bid at a time, while somebody else leads; no price twice. */
    async function act() {
      const { asking, leader, phase } = seen;
      if (client.state !== "live" || isBidding) return;
      const isBeyond = asking !== null && BigInt(most) < BigInt(asking);
      if (OVER.includes(phase) || (isBeyond && leader !== client.welcome?.paddle)) return end();
      if (!OPEN.includes(phase) || asking === null || asking === tried) return;
      if (leader === client.welcome?.paddle) return;
      isBidding = true;
      tried = asking;
      try {
        outcomes.push(await client.bid({ lot, asking_at_most: asking }));
      } catch {
        tried = ""; // Nothing was sent: `live` comes here again.
      }
      isBidding = false;
      if (client.state === "stopped") end();
      else setTimeout(act, 0);
    }

    function changed() {
      if (client.state !== "stopped") return;
      if (client.stopCode !== 0) stopped?.(client.stopCode);
      if (!isBidding) resolve(outcomes);
    }

    function end() {
      if (client.state !== "stopped") client.close();
      resolve(outcomes);
    }

    client.open();
  });
}

const node = globalThis.process;
if (node?.argv[1] && import.meta.url === new URL(`file://${node.argv[1]}`).href) {
  const [url, lot, most] = node.argv.slice(2);
  const token = node.env.GAVEL_TOKEN;
  if (!token || !/^\d+$/.test(lot) || !/^\d+$/.test(most)) {
    console.error("GAVEL_TOKEN=… node bot.js wss://auction.example/ws LOT MOST");
    node.exit(2);
  }
  const told = (/** @type {any} */ { bid_id, state }, /** @type {any} */ outcome) =>
    console.log(JSON.stringify({ bid_id, state, outcome }));
  await run({ url, token }, Number(lot), most, told, (code) => {
    console.error(`the server ended the line for good: ${code}, see docs/PROTOCOL.md`);
    node.exitCode = 1;
  });
}
