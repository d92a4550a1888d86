#!/usr/bin/env python3
"""Checks a gavel journal, written from docs/JOURNAL.md alone: bytes, order, tree, winners.

    check.py SESSION_FOLDER     exit code 0: clean; 1: damaged or diverged; 2: could not be read
"""
import hashlib, json, os, struct, sys
from decimal import ROUND_UP, Decimal

CRC = []
for byte in range(256):
    for _ in range(8):
        byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
    CRC.append(byte)

def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = CRC[(crc ^ byte) & 255] ^ crc >> 8
    return crc ^ 0xFFFFFFFF

def sha(data):
    return hashlib.sha256(data).digest()

class Damage(Exception):
    pass

def records(folder, name):
    """The bodies of all records, batch by batch, with where each batch ends."""
    files = sorted(f for f in os.listdir(folder) if f.endswith(".gavel"))
    if not files:
        raise OSError(f"{folder} holds no segment")
    last = 0
    for number, file in enumerate(files):
        data = open(os.path.join(folder, file), "rb").read()
        header, place = data[:64], 64
        magic, version, first, session, crc = struct.unpack("<8sIQ40sI", header)
        if magic != b"GAVELJNL" or version != 1 or crc != crc32c(header[:60]):
            raise Damage(f"{file}: no header of version 1 with its checksum")
        if session.rstrip(b"\0").decode() != name or first != last + 1 or int(file[:-6]) != first:
            raise Damage(f"{file}: another session's, or not the next segment")
        batch = []
        while data[place:place + 4] not in (b"\0\0\0\0", b""):
            at = f"{file}, byte {place}"
            if len(data) < place + 12:
                raise Damage(f"{at}: a cut record")
            length, flags, crc = struct.unpack_from("<III", data, place)
            body = data[place + 12:place + 12 + length]
            if not 1 <= length <= 4194304 or len(body) != length:
                raise Damage(f"{at}: no record has that length")
            if crc != crc32c(data[place:place + 8] + body):
                raise Damage(f"{at}: the checksum differs")
            if flags > 3 or bool(flags & 2) != (not batch):
                raise Damage(f"{at}: a batch begins where none ended")
            batch.append((body, at))
            place, last = place + 12 + length, last + 1
            if flags & 1:
                yield batch, (first, place, last)
                batch = []
        if batch or data[place:].strip(b"\0"):
            raise Damage(f"{file}, byte {place}: stray bytes, or a batch without its end")

def root(leaves):
    if not leaves:
        return sha(b"")
    while len(leaves) > 1:
        pairs = [sha(b"\1" + a + b) for a, b in zip(leaves[::2], leaves[1::2])]
        leaves = pairs + leaves[len(pairs) * 2:]
    return leaves[0]

class Lot:
    """One English or first-price round, folded from its accepted bids by the rule book."""

    def __init__(self, terms):
        self.terms, self.bids, self.reserve, self.known = terms, [], None, len(terms["rounds"]) == 1
        self.format, self.rules = next(iter(terms["rounds"][0]["format"].items()))
        self.sign = -1 if terms.get("direction") == "reverse" else 1
        self.envelopes = None
        if self.format not in ("english", "sealed") or self.rules.get("pricing") == "second_price":
            self.known = False

    def step(self, price):
        increment = self.rules["increment"]
        if "basis_points" in increment:
            unit = Decimal(1).scaleb(-self.terms["currency"]["decimals"])
            return (price * increment["basis_points"] / 10000).quantize(unit, ROUND_UP)
        bands = [b for b in increment["table"] if Decimal(b.get("from", 0)) <= price]
        return Decimal(bands[-1]["step"])

    def beyond(self, price):
        unit = Decimal(1).scaleb(-self.terms["currency"]["decimals"])
        return max(price + self.sign * self.step(price), unit)

    def english(self):
        best = lambda amounts: max(amounts, key=lambda amount: self.sign * amount)
        lead = second = price = None
        for paddle, _, amount, is_open in self.bids:
            if lead is None or lead[0] == paddle:
                lead = (paddle, amount if lead is None else best([lead[1], amount]))
            elif self.sign * amount > self.sign * lead[1]:
                lead, second = (paddle, amount), lead[1]
            else:
                second = amount if second is None else best([second, amount])
            prices = [Decimal(self.terms["opening"])] + ([] if price is None else [price])
            if second is not None:
                prices.append(min(self.beyond(second), lead[1], key=lambda p: self.sign * p))
            if is_open and lead[0] == paddle:
                prices.append(amount)
            if self.reserve is not None and self.sign * lead[1] >= self.sign * self.reserve:
                prices.append(self.reserve)
            price = best(prices)
        return [(lead[0], price)] if lead else []

    def sealed(self):
        good = [e for e in self.envelopes or [] if "fault" not in e]
        top = max((self.sign * Decimal(e["amount"]) for e in good), default=None)
        return [(e["paddle"], self.sign * top) for e in good if self.sign * Decimal(e["amount"]) == top]

    def strike(self, is_struck):
        self.bids = [bid for bid in self.bids if not is_struck(bid)]

def fold(lots, event):
    kind, data = next(iter(event.items()))
    lot = lots.get(data.get("lot"))
    if kind == "lot_published":
        lots[data["lot"]] = Lot(data["terms"])
    elif kind == "reserve_set":
        lot.reserve = Decimal(data["reserve"])
    elif kind == "bid_accepted":
        amount = data.get("amount") or data.get("maximum")
        lot.bids.append((data["paddle"], data["bid_id"], Decimal(amount), "amount" in data))
    elif kind in ("bidder_disqualified", "bid_withdrawn"):
        lot.strike(lambda bid: bid[0] == data["paddle"])
        for envelope in lot.envelopes or []:
            if envelope["paddle"] == data["paddle"]:
                envelope["fault"] = "disqualified"
    elif kind == "bid_voided":
        lot.strike(lambda bid: bid[1] == data["bid_id"])
        for envelope in lot.envelopes or []:
            if envelope["bid_id"] == data["bid_id"]:
                envelope["fault"] = "voided"
    elif kind == "envelopes_opened":
        lot.envelopes = [dict(envelope) for envelope in data["envelopes"]]
    elif kind in ("increment_changed", "result_refused", "lot_provisional"):
        lot.known = False
    elif kind == "lot_closed" and lot.known and isinstance(data["result"], dict) and "sold" in data["result"]:
        sold = data["result"]["sold"]
        ours = lot.english() if lot.format == "english" else lot.sealed()
        if (sold["paddle"], Decimal(sold["price"])) not in ours:
            raise Damage(f"lot {data['lot']} was sold to {sold}, by its bids it is {ours}")
        return 1
    return 0

def main(folder):
    name = os.path.basename(os.path.abspath(folder))
    leaves, lots, stamp, winners, ends = [], {}, "", 0, {}
    for batch, end in records(folder, name):
        ends[end[2]] = end[:2]
        known = None
        for body, at in batch:
            entry = json.loads(body)
            if entry["seq"] != len(leaves) + 1 or entry["at"] < stamp:
                raise Damage(f"{at}: sequence {entry['seq']} is not the next, or its stamp falls")
            head = entry["command"].get("tick", {}).get("head")
            if head is not None:
                known = known or root(leaves[:end[2] - len(batch)]).hex()
                if head != known:
                    raise Damage(f"{at}: the tick carries another head than the journal's")
            leaves.append(sha(b"\0" + body))
            stamp = entry["at"]
            for event in entry["outcome"].get("accepted", []):
                winners += fold(lots, event)
    try:
        note = open(os.path.join(folder, "acknowledged"), "rb").read()
    except FileNotFoundError:
        note = b""
    if len(note) == 32 and note[:4] == b"GACK" and struct.unpack("<I", note[28:])[0] == crc32c(note[:28]):
        seq, segment, place = struct.unpack("<QQQ", note[4:28])
        if seq and ends.get(seq) != (segment, place):
            raise Damage(f"the note says that sequence {seq} was durable, the journal says otherwise")
    print(f"clean: {len(leaves)} entries, {winners} winners recomputed, root {root(leaves).hex()}")

if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except (Damage, KeyError, ValueError, struct.error) as fault:
        sys.exit(print(f"damaged: {fault}") or 1)
    except (OSError, IndexError) as fault:
        sys.exit(print(f"could not be read: {fault}") or 2)
