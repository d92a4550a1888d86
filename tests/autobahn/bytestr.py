"""Octet strings of the ported suite (see port.py) to and from bytes."""
import binascii

import txaio
from autobahn.twisted import websocket

txaio.use_twisted()  # autobahn 0.10.9 expects the txaio of its day to do so by itself


def encode(s):
    return s.encode("latin-1") if isinstance(s, str) else s


def decode(b):
    return b.decode("latin-1")


def b2a_hex(s):
    return binascii.b2a_hex(encode(s)).decode()


class WebSocketClientProtocol(websocket.WebSocketClientProtocol):
    """Takes octet strings (and bytes) to send; hands over what it receives as octet strings."""

    def sendFrame(self, opcode, payload=b"", fin=True, rsv=0, mask=None,
                  payload_len=None, chopsize=None, sync=False):
        payload = encode(payload)
        if payload_len is not None:
            # Done here since autobahn 0.10.9 has `range(payload_len / ...)`.
            payload = (payload * (payload_len // len(payload) + 1))[:payload_len]
        super().sendFrame(opcode, payload, fin, rsv, mask, None, chopsize, sync)

    def sendMessage(self, payload, *args, **kwargs):
        super().sendMessage(encode(payload), *args, **kwargs)

    def sendMessageFrameData(self, payload, sync=False):
        return super().sendMessageFrameData(encode(payload), sync)

    def sendCloseFrame(self, code=None, reasonUtf8=None, isReply=False):
        super().sendCloseFrame(code, encode(reasonUtf8), isReply)

    def _onMessage(self, payload, isBinary):
        super()._onMessage(decode(payload), isBinary)

    def _onPong(self, payload):
        super()._onPong(decode(payload))

    def onCloseFrame(self, code, reasonRaw):
        try:
            return super().onCloseFrame(code, reasonRaw)
        except UnicodeDecodeError:
            # autobahn 0.10.9 has noticed the invalid reason, but decodes it all the same.
            return super().onCloseFrame(code, None)
