"""A client of gavel: one line to one session that comes back by itself, and bids whose outcome is
never left open. Needs Python 3.10 and the library `websockets`. The wire that it speaks is
described in docs/PROTOCOL.md; the client of the pages, clients/js/gavel.js, does the same.
"""

import asyncio
import json
import random
import time
import uuid
from pathlib import Path

import websockets

from gavel_clock import ServerClock
from gavel_prices import Prices

SUBPROTOCOL = "gavel.v1.json"
ANSWER_TIMEOUT_S = 4.0
SILENCE_S = 3.0
CLOCK_PERIOD_S = 15.0
FIRST_RETRY_S, LONGEST_RETRY_S = 0.3, 8.0
ASK_AGAIN_S = 1.5
MESSAGE_BYTES = 64 * 1024 * 1024
# From here on, a close code says that coming back is of no use.
FIRST_FINAL_CLOSE_CODE = 3500
# A token that does not check out, or one of another session.
FINAL_HELLO_CODES = (1006, 1008)
# The session stopped while the request lay before it: nobody knows what became of it.
STOPPED = 1011
# What keeps a request from being looked at, and so says nothing of one that was sent before.
NOT_LOOKED_AT = (1005, 1006, 1008, 1009, 1010)


class Refusal(Exception):
    """A refusal: an answer with the data to act on."""

    def __init__(self, error):
        super().__init__(error["message"])
        self.code = error["code"]
        self.retryable = error["retryable"]
        self.data = error.get("data") or {}


class NoAnswer(Exception):
    """No answer came: nobody here knows what became of the request."""


class FileStorage:
    """Keeps bids without an answer in a folder, a file for each session and paddle."""

    def __init__(self, folder):
        self._folder = Path(folder)

    def load(self, key):
        file = self._folder / f"{key}.json"
        return file.read_text() if file.exists() else None

    def save(self, key, text):
        self._folder.mkdir(parents=True, exist_ok=True)
        new = self._folder / f"{key}.new"
        new.write_text(text)
        new.replace(self._folder / f"{key}.json")


class _Bid:
    """A bid that is not decided, and who waits for that."""

    def __init__(self, bid_id, asked, state):
        self.bid_id, self.asked, self.state = bid_id, asked, state
        self.ended = asyncio.get_running_loop().create_future()
        self.task = None


class Client:
    """One line to one session, and the promise that what it tells is complete.

    Callbacks, all of them optional: `changed()` for line and clock; `live()` whenever the line
    stands again and nothing is missing; `begun(seq, snapshot)` where all that is known begins anew;
    `pushed(push)` for each push, none twice and none left out; `bid_changed(bid_id, asked, state,
    outcome)` with the state `sent`, `unknown` (sent, not answered, being asked for), `accepted` or
    `refused`, the last two with the outcome.
    """

    def __init__(self, url, token, *, receipts="plain", storage=None, **told):
        self.url, self.token, self.receipts, self.storage = url, token, receipts, storage
        self.state = "connecting"
        self.welcome = None
        self.stop_code = 0
        self.seq = None
        self.clock = ServerClock()
        self._prices = Prices()
        self._told = told
        self._socket = None
        self._next_id, self._failures, self._is_subscribing = 0, 0, False
        self._wait = 0.0  # For a seat, in seconds, as the server said.
        self._requests, self._bids, self._tasks = {}, {}, set()

    async def __aenter__(self):
        self._spawn(self._run())
        return self

    async def __aexit__(self, *_):
        await self.close()

    async def close(self):
        """Ends the line for good. A bid without an answer is kept; its outcome is `unknown`."""
        self._stop(0)
        others = [task for task in self._tasks if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def request(self, method, params=None, then=None):
        """Asks the server. Raises `Refusal`, or `NoAnswer` if nobody knows. `then` takes the result
        before the next message is read."""
        if self._socket is None:
            raise NoAnswer("no line")
        self._next_id += 1
        number, answer = self._next_id, asyncio.get_running_loop().create_future()
        self._requests[number] = answer, then
        try:
            request = {"id": number, "method": method, "params": params or {}}
            await self._socket.send(json.dumps(request))
            return await asyncio.wait_for(answer, ANSWER_TIMEOUT_S)
        except (asyncio.TimeoutError, websockets.ConnectionClosed) as late:
            raise NoAnswer("no answer in time") from late
        finally:
            self._requests.pop(number, None)

    async def bid(self, bid_id=None, **asked):
        """Sends a bid, and says how it ended: decided once, asked for until that is known, never
        guessed. `verdict` is `accepted` (with `seq` and `at`), `refused` (with `code`, `message` and
        `data`), or `unknown` where the line stopped for good.

        Raises `NoAnswer`, with nothing sent, while the line does not stand: a bid must not come to
        life later.
        """
        if self.state != "live":
            raise NoAnswer("no line: nothing was sent")
        bid_id = bid_id or str(uuid.uuid4())
        if bid_id not in self._bids:
            self._pursue(self._keep(bid_id, asked, "sent"))
        return await asyncio.shield(self._bids[bid_id].ended)

    def _keep(self, bid_id, asked, state):
        bid = self._bids[bid_id] = _Bid(bid_id, asked, state)
        self._persist()
        self._tell("bid_changed", bid_id, asked, state, None)
        return bid

    def _recover(self):
        """After every connect: takes up again what has no answer, also from before a restart."""
        kept = None if self.storage is None else self.storage.load(self._key())
        for bid in json.loads(kept or "[]"):
            if bid["bid_id"] not in self._bids:
                self._keep(bid["bid_id"], bid["asked"], "unknown")
        for bid in list(self._bids.values()):
            self._pursue(bid)

    def _pursue(self, bid):
        if bid.task is None or bid.task.done():
            bid.task = self._spawn(self._pursuing(bid))

    async def _pursuing(self, bid):
        """Sends a bid, or asks what became of it, as long as the line stands and nobody knows."""
        while self.state == "live":
            outcome = await (self._put(bid) if bid.state == "sent" else self._get(bid))
            if outcome is not None:
                return self._decided(bid, outcome)
            self._doubt(bid)
            if self.state == "live":
                await asyncio.sleep(ASK_AGAIN_S)

    def _doubt(self, bid):
        if bid.state == "sent":
            bid.state = "unknown"
            self._tell("bid_changed", bid.bid_id, bid.asked, bid.state, None)

    async def _put(self, bid):
        seen = {} if self.seq is None else {"seen": self.seq}
        try:
            answer = await self.request("bid", {**bid.asked, "bid_id": bid.bid_id, **seen})
        except NoAnswer:
            return None
        except Refusal as refusal:
            is_of_this_sending = bid.state == "unknown" and refusal.code in NOT_LOOKED_AT
            if refusal.code == STOPPED or is_of_this_sending:
                return None
            return _refused(bid.bid_id, refusal.code, str(refusal), refusal.data)
        return {"verdict": "accepted", **answer}

    async def _get(self, bid):
        """Asks for the verdict; a bid that nobody knows is sent again, under the same id."""
        try:
            answer = await self.request("bid.get", {"bid_id": bid.bid_id})
        except (NoAnswer, Refusal):
            return None
        if answer["verdict"] == "unknown":
            return await self._put(bid)
        if answer["verdict"] == "refused":
            error = answer["error"]
            return _refused(bid.bid_id, error["code"], error["message"], error["data"])
        return answer

    def _decided(self, bid, outcome):
        bid.state = outcome["verdict"]
        del self._bids[bid.bid_id]
        self._persist()
        self._tell("bid_changed", bid.bid_id, bid.asked, bid.state, outcome)
        bid.ended.set_result(outcome)

    def _persist(self):
        if self.storage is not None:
            bids = [{"bid_id": bid.bid_id, "asked": bid.asked} for bid in self._bids.values()]
            self.storage.save(self._key(), json.dumps(bids))

    def _key(self):
        return f"gavel.undecided.{self.welcome['session']}.{self.welcome.get('paddle')}"

    async def _run(self):
        self._spawn(self._measuring())
        while self.state != "stopped":
            code = await self._line()
            self._socket = None
            for answer, _ in self._requests.values():
                if not answer.done():
                    answer.set_exception(NoAnswer("the line was lost"))
            if FIRST_FINAL_CLOSE_CODE <= code:
                self._stop(code)
            if self.state == "stopped":
                break
            self._say("lost")
            longest = min(LONGEST_RETRY_S, FIRST_RETRY_S * 2**self._failures)
            self._failures += 1
            wait, self._wait = max(self._wait, longest * (0.5 + random.random() / 2)), 0.0
            await asyncio.sleep(wait)

    async def _line(self):
        """One connection, from its beginning to its end: the close code, 0 if there was none."""
        options = {"subprotocols": [SUBPROTOCOL], "max_size": MESSAGE_BYTES}
        try:
            async with websockets.connect(self.url, **options) as self._socket:
                greeting = self._spawn(self._greet())
                try:
                    # A message that comes just then may swallow the cancelling of this task.
                    while self.state != "stopped":
                        silence = SILENCE_S * (1 + self._failures)
                        self._hear(json.loads(await asyncio.wait_for(self._socket.recv(), silence)))
                finally:
                    greeting.cancel()
        except websockets.ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 0
        except (OSError, asyncio.TimeoutError, websockets.WebSocketException):
            pass
        return 0

    async def _greet(self):
        try:
            hello = {"token": self.token, "receipts": self.receipts}
            self.welcome = await self.request("hello", hello)
            await self._subscribe()
        except Refusal as refusal:
            self._wait = refusal.data.get("retry_after_ms", 0) / 1000
            if refusal.code in FINAL_HELLO_CODES:
                self._stop(refusal.code)
            return await self._hang_up()
        except NoAnswer:
            return await self._hang_up()
        self._failures = 0
        self._say("live")
        self._recover()
        self._tell("live")
        await self._measure()

    async def _hang_up(self):
        if self._socket is not None:
            await self._socket.close()

    async def _subscribe(self):
        """Asks for what was missed; the answer, or the pushes right behind it, make us whole."""
        since = {} if self.seq is None else {"since": self.seq}
        asked = {"session": self.welcome["session"], **since}
        await self.request("subscribe", asked, then=self._subscribed)

    def _subscribed(self, answer):
        if not answer["recovered"]:
            self.seq = answer["seq"]
            self._prices.begin(answer.get("snapshot"))
            self._tell("begun", self.seq, answer.get("snapshot"))

    async def _catching_up(self):
        try:
            await self._subscribe()
        except (NoAnswer, Refusal):
            await self._hang_up()
        finally:
            self._is_subscribing = False

    def _catch_up(self):
        if self.state == "live" and not self._is_subscribing:
            self._is_subscribing = True
            self._spawn(self._catching_up())

    def _hear(self, message):
        if "heartbeat" in message:
            self._beat(**message["heartbeat"])
        elif "events" in message:
            self._push(message)
        elif message.get("id") in self._requests:
            self._answered(*self._requests.pop(message["id"]), message)

    def _answered(self, answer, then, message):
        if answer.done():
            return  # It came too late.
        if "error" in message:
            answer.set_exception(Refusal(message["error"]))
            return
        if then:
            then(message["result"])
        answer.set_result(message["result"])

    def _push(self, push):
        if self.seq is None or self.seq < push["prev"]:
            return self._catch_up()
        if self.seq < push["seq"]:
            self.seq = push["seq"]
            self._prices.hear(push)
            self._tell("pushed", push)
            if "check" in push and push["check"] != self._prices.check():
                # We and the server do not agree, whoever is wrong: begin anew.
                self.seq = None
                self._catch_up()

    def _beat(self, at, seq, **_):
        if (self.seq or 0) < seq:
            self._catch_up()
        if self.state == "live" and self.clock.is_contradicted(at):
            self._spawn(self._measure())

    async def _measure(self):
        asked = time.time()
        try:
            answer = await self.request("time")
        except (NoAnswer, Refusal):
            return  # The next measurement comes by itself.
        self.clock.sample(asked, answer["at"], time.time())
        self._tell("changed")

    async def _measuring(self):
        while self.state != "stopped":
            await asyncio.sleep(CLOCK_PERIOD_S)
            await self._measure()

    def _stop(self, code):
        if self.state == "stopped":
            return
        self.stop_code = code
        self._say("stopped")
        for bid in self._bids.values():
            self._doubt(bid)
            if not bid.ended.done():
                bid.ended.set_result({"verdict": "unknown", "bid_id": bid.bid_id})

    def _say(self, state):
        self.state = state
        self._tell("changed")

    def _tell(self, name, *given):
        """What a callback raises is reported as its own; the line and the bids go on."""
        try:
            self._told.get(name, _nobody)(*given)
        except Exception as failure:
            context = {"message": f"the callback {name} failed", "exception": failure}
            asyncio.get_running_loop().call_exception_handler(context)

    def _spawn(self, work):
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _nobody(*_):
    """Hears what nobody wants to hear."""


def _refused(bid_id, code, message, data):
    return {"verdict": "refused", "bid_id": bid_id, "code": code, "message": message, "data": data}
