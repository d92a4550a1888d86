"""A bot that bids the asking price of one lot up to a limit, and says what became of each bid:

    GAVEL_TOKEN=… python3 bot.py wss://auction.example/ws 1 130000000 [folder]

With a folder, bids without an answer are kept there and asked for when the bot starts again.
Exit code 1: the server sent the bot away.
"""

import asyncio
import json
import os
import sys
from decimal import Decimal

from gavel import Client, FileStorage, NoAnswer

IS_OVER = ("round_over", "provisional", "runner_up", "closed")


class Bot:
    """What it knows of its lot, and when it bids."""

    def __init__(self, url, token, lot, most, storage=None):
        told = {"begun": self.begun, "pushed": self.pushed, "bid_changed": self.told}
        self.client = Client(url, token, storage=storage, changed=self.changed, **told)
        self.number, self.most = lot, Decimal(most)
        self.lot = {"phase": "published", "asking": None, "leader": None}
        self.tried = None
        self.something = asyncio.Event()

    def begun(self, _, snapshot):
        for lot in (snapshot or {"lots": []})["lots"]:
            if lot["lot"] == self.number:
                self.lot = lot

    def pushed(self, push):
        for event in push["events"]:
            [(name, said)] = event.items()
            if said.get("lot") != self.number:
                continue
            self.lot |= {field: said[field] for field in ("asking", "leader") if field in said}
            if name in ("lot_opened", "lot_resumed"):
                self.lot["phase"] = "open"
            elif name == "lot_paused":
                self.lot["phase"] = "paused"
            elif name in ("round_ended", "lot_closed"):
                self.lot["phase"] = "closed"
        self.changed()

    def told(self, bid_id, asked, state, outcome):
        print(json.dumps({"bid_id": bid_id, "state": state, "outcome": outcome}), flush=True)

    def changed(self):
        self.something.set()

    @property
    def is_done(self):
        asking = self.lot["asking"]
        is_beyond = asking is not None and self.most < Decimal(asking) and not self.leads
        return self.client.state == "stopped" or self.lot["phase"] in IS_OVER or is_beyond

    @property
    def leads(self):
        return self.lot["leader"] == (self.client.welcome or {}).get("paddle")

    async def run(self):
        """One bid at a time, while somebody else leads; no price twice."""
        async with self.client:
            while True:
                await self.something.wait()
                self.something.clear()
                if self.client.state == "connecting" or self.client.seq is None:
                    continue
                if self.is_done:
                    return
                asking = self.lot["asking"]
                is_open = self.lot["phase"] in ("open", "closing") and asking is not None
                if is_open and not self.leads and asking != self.tried:
                    await self.bid(asking)

    async def bid(self, asking):
        try:
            await self.client.bid(lot=self.number, asking_at_most=asking)
            self.tried = asking
        except NoAnswer:
            return  # Nothing was sent: the line says when it stands again.
        self.changed()


def main():
    token = os.environ.get("GAVEL_TOKEN")
    if not token or len(sys.argv) not in (4, 5):
        sys.exit("GAVEL_TOKEN=… python3 bot.py wss://auction.example/ws LOT MOST [FOLDER]")
    url, lot, most, *folder = sys.argv[1:]

    async def run():
        storage = FileStorage(folder[0]) if folder else None
        bot = Bot(url, token, int(lot), most, storage)
        await bot.run()
        return bot.client.stop_code

    if code := asyncio.run(run()):
        sys.exit(f"the server ended the line for good: {code}, see docs/PROTOCOL.md")


if __name__ == "__main__":
    main()
