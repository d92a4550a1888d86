// A stock library's WebSocket where a browser has its own: Node has one only from version 22 on.

import WebSocket from "/usr/share/nodejs/ws/wrapper.mjs";

globalThis.WebSocket = WebSocket;
