// node sockets.js PORT: what is said on /pub is sent to everybody on /sub, by the package ws.
'use strict';
const { WebSocketServer } = require('ws');

const server = new WebSocketServer({
  host: '127.0.0.1', port: Number(process.argv[2]), perMessageDeflate: false, backlog: 4096,
});
const listeners = new Set();
server.on('connection', (socket, request) => {
  if (request.url !== '/pub') {
    listeners.add(socket);
    socket.on('close', () => listeners.delete(socket));
    return;
  }
  socket.on('message', (message) => {
    for (const listener of listeners) listener.send(message, { binary: false });
  });
});
