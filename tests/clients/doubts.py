"""A house that answers as a script says, and the Python client in it: what it sends in a lost line, a
gap, at a check that is not its own, in a busy house and at a close that is final. Prints nothing if all is as it should be.
"""
import asyncio, json, sys
from pathlib import Path

import websockets

sys.path.insert(0, str(Path(__file__).parents[2] / "clients/python"))
from gavel import Client

AT = "2026-11-23T09:00:00.000000Z"
WELCOME = {"session": "s", "role": "bidder", "paddle": 7, "at": AT}
BUSY = {"code": 1010, "message": "busy", "retryable": True, "data": {"retry_after_ms": 1}}
UNKNOWN = {"verdict": "unknown", "bid_id": "b"}
PRICE = {"bid_id": "a", "price": "90", "leader": 8}
SNAPSHOT = {"lots": [{"lot": 1, "history": [PRICE]}, {"lot": 2, "history": []}]}
# What that price comes to, and another number.
RIGHT, WRONG = "9f45d15d", "00000000"
# How often a client leaves while the house talks.
LEAVINGS = 100
# For each line that is opened: what must be asked, and what is answered: a result, a refusal, or a
# close code instead; then pushes.
LINES = [
    [
        ("hello", WELCOME, []),
        (
            "subscribe",
            {"recovered": False, "seq": 5, "snapshot": SNAPSHOT},
            [(6, 5, RIGHT), (6, 5, WRONG), (9, 8)],
        ),
        ("subscribe", {"recovered": True, "seq": 6}, [(8, 6, WRONG), (9, 8)]),
        ("subscribe", {"recovered": False, "seq": 8, "snapshot": SNAPSHOT}, [(9, 8, RIGHT)]),
        ("bid", 3001, []),
    ],
    [
        ("hello", WELCOME, []),
        ("subscribe", {"recovered": True, "seq": 9}, []),
        ("bid.get", UNKNOWN, []),
        ("bid", BUSY, []),
        ("bid.get", UNKNOWN, []),
        ("bid", {"seq": 12, "at": AT, "bid_id": "b"}, []),
        ("bid", 3501, []),
    ],
]


class House:
    def __init__(self):
        self.lines, self.asked = iter(LINES), []

    async def serve(self, socket, *_):
        for method, answer, pushes in next(self.lines):
            request = await self.next_but_time(socket)
            self.asked.append((request["method"], request["params"]))
            assert request["method"] == method, (self.asked, method)
            if isinstance(answer, int):
                return await socket.close(answer)
            kind = "error" if "code" in answer else "result"
            await socket.send(json.dumps({"id": request["id"], kind: answer}))
            for seq, prev, *check in pushes:
                push = {"session": "s", "seq": seq, "prev": prev, "at": AT, "events": []}
                push |= {"check": check[0]} if check else {}
                await socket.send(json.dumps(push))

    async def next_but_time(self, socket):
        while True:
            request = json.loads(await socket.recv())
            if request["method"] != "time":
                return request
            await socket.send(json.dumps({"id": request["id"], "result": {"at": AT}}))


class Storage(dict):
    load, save = dict.get, dict.__setitem__


async def main():
    house, storage, pushed, states = House(), Storage(), [], []
    caught_up = asyncio.Event()

    def hear(push):
        pushed.append(push["seq"])
        if push["seq"] == 9:
            caught_up.set()

    told = {"pushed": hear, "bid_changed": lambda *bid: states.append((bid[0], bid[2]))}
    async with websockets.serve(house.serve, "127.0.0.1", 0, subprotocols=["gavel.v1.json"]) as server:
        port = server.sockets[0].getsockname()[1]
        async with Client(f"ws://127.0.0.1:{port}", "t", storage=storage, **told) as client:
            await caught_up.wait()
            outcome = await client.bid("b", lot=1, amount="100")
            assert (outcome["verdict"], outcome["seq"]) == ("accepted", 12), outcome
            lost = await client.bid("c", lot=1, amount="200")
            assert lost == {"verdict": "unknown", "bid_id": "c"}, lost
            assert (client.state, client.stop_code) == ("stopped", 3501)
    assert pushed == [6, 8, 9], pushed
    doubt = [("c", "sent"), ("c", "unknown")]
    assert states == [("b", "sent"), ("b", "unknown"), ("b", "accepted"), *doubt], states
    since = [params.get("since") for method, params in house.asked if method == "subscribe"]
    assert since == [None, 6, None, 9], since
    bids = [params for method, params in house.asked if method == "bid"]
    assert bids[0] == bids[1] == bids[2] == {"lot": 1, "amount": "100", "bid_id": "b", "seen": 9}
    assert [bid["bid_id"] for bid in json.loads(storage["gavel.undecided.s.7"])] == ["c"]


async def chatter(socket, *_):
    """Answers everything, and never stops talking."""

    async def answer():
        async for text in socket:
            request = json.loads(text)
            answers = {"hello": WELCOME, "subscribe": {"recovered": False, "seq": 5}}
            result = answers.get(request["method"], {"at": AT})
            await socket.send(json.dumps({"id": request["id"], "result": result}))

    answering = asyncio.ensure_future(answer())
    try:
        while not answering.done():
            await socket.send(json.dumps({"heartbeat": {"at": AT, "seq": 5}}))
            await asyncio.sleep(0.001)
    except websockets.ConnectionClosed:
        answering.cancel()


async def leave_in_the_midst():
    """A client that is closed is closed, whatever comes just then; what a callback raises is its own."""
    raised = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: raised.append(context))
    async with websockets.serve(chatter, "127.0.0.1", 0, subprotocols=["gavel.v1.json"]) as server:
        port = server.sockets[0].getsockname()[1]
        for _ in range(LEAVINGS):
            live = asyncio.Event()

            def stand():
                live.set()
                raise ValueError("of the callback")

            async with Client(f"ws://127.0.0.1:{port}", "t", live=stand) as client:
                await live.wait()
                await client.request("time")
            assert client.state == "stopped"
    told = [str(context["exception"]) for context in raised if "callback" in context["message"]]
    assert told == ["of the callback"] * LEAVINGS, raised


async def all_of_it():
    await asyncio.wait_for(main(), 60)
    await asyncio.wait_for(leave_in_the_midst(), 60)


asyncio.run(all_of_it())
