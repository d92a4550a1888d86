"""Takes part in a sale, written from docs/PROTOCOL.md alone with a stock websocket library.

    stranger.py ws://HOST/ws TOKEN LOT MOST

Bids the asking price of the lot, at most MOST; waits until the room hears of it; asks for the verdict;
and prints the receipt. It knows nothing of gavel but that page.
"""
import asyncio, json, sys, uuid

import websockets


class Line:
    def __init__(self, socket):
        self.socket, self.last_id, self.seq, self.pushes = socket, 0, None, []

    async def read(self):
        message = json.loads(await self.socket.recv())
        if "prev" in message:
            assert message["prev"] <= self.seq, "a gap"
            if self.seq < message["seq"]:
                self.seq = message["seq"]
                self.pushes.append(message)
        elif "recovered" in message.get("result", {}):
            self.seq = message["result"]["seq"]
        return message

    async def ask(self, method, **params):
        self.last_id += 1
        await self.socket.send(json.dumps({"id": self.last_id, "method": method, "params": params}))
        while True:
            message = await self.read()
            if message.get("id") == self.last_id:
                return message

    async def hears(self, seq):
        while True:
            for push in self.pushes:
                if push["seq"] == seq:
                    return push["events"]
            await self.read()


async def main(url, token, lot, most):
    async with websockets.connect(url, subprotocols=["gavel.v1.json"]) as socket:
        line = Line(socket)
        welcome = (await line.ask("hello", token=token, receipts="proven"))["result"]
        begun = (await line.ask("subscribe", session=welcome["session"]))["result"]
        [seen] = [one for one in begun["snapshot"]["lots"] if one["lot"] == int(lot)]
        bid = {"lot": int(lot), "bid_id": str(uuid.uuid4()), "asking_at_most": most, "seen": line.seq}
        if seen["price"] is not None:
            bid["expected_price"] = seen["price"]
        answer = (await line.ask("bid", **bid))["result"]
        events = await line.hears(answer["seq"])
        state = (await line.ask("bid.get", bid_id=bid["bid_id"]))["result"]
        again = (await line.ask("bid", **bid))["result"]
        told = {"key": welcome["key"], "receipt": answer["receipt"], "events": events}
        print(json.dumps({**told, "verdict": state["verdict"], "again": again["seq"]}))


asyncio.run(main(*sys.argv[1:]))
