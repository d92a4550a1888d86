// The JavaScript client's bot in Node, with a stock library's WebSocket: Node has its own only from
// version 22 on. Writes a line whenever a bid is sent, in doubt or decided.

import WebSocket from "/usr/share/nodejs/ws/wrapper.mjs";
import { run } from "../../clients/js/bot.js";

const [url, lot, most] = process.argv.slice(2);
const options = { url, token: process.env.GAVEL_TOKEN, WebSocket };
await run(options, Number(lot), most, ({ bid_id, state }, outcome) =>
  console.log(JSON.stringify({ bid_id, state, outcome })),
);
