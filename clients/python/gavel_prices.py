"""The last price of each lot, in one number: what a client can hold against the server's `check`."""

import zlib


class Prices:
    """The last price of each lot, as it was told."""

    def __init__(self):
        self._lines = {}

    def begin(self, snapshot):
        """Begins anew from a snapshot."""
        self._lines.clear()
        for lot in (snapshot or {}).get("lots", []):
            for point in lot["history"][-1:]:
                self._take(lot["lot"], point)

    def hear(self, push):
        """Hears a push, the next one to what is known."""
        for event in push["events"]:
            if "price_changed" in event:
                self._take(event["price_changed"]["lot"], event["price_changed"])

    def check(self):
        """The number that the server's must be, in hexadecimal."""
        text = "".join(line for _, line in sorted(self._lines.items()))
        return f"{zlib.crc32(text.encode()):08x}"

    def _take(self, lot, point):
        self._lines[lot] = f"{lot} {point['bid_id']} {point['price']} {point['leader']}\n"
