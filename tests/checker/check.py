#!/usr/bin/env python3
"""Checks a gavel journal, written from docs/JOURNAL.md alone: bytes, order, tree, heads, winners.

    check.py FOLDER [--key NAME+ID+KEY] [--head FILE] [--all]

FOLDER is a session's, whole or public. --key is what the exchange gave out; without it the
journal's first is believed. --head is a checkpoint that somebody kept. --all checks all signatures,
not only the first and last of each key. Exit code 0: clean; 1: damaged or diverged; 2: not read."""
import argparse, functools, json, pathlib, struct, sys
from decimal import ROUND_UP, Decimal
sys.dont_write_bytecode = True
from standards import Head, check_signatures, crc32c, demand, sha

class Journal:
    """The journal of a session, as far as it was read."""
    def __init__(self, session, kept):
        self.session, self.kept, self.size, self.peaks, self.stamp = session, kept, 0, [], ""
        self.ends, self.heads, self.keys = set(), [], []
        self.stories, self.is_whole, self.winners = {}, True, 0

    def root(self):
        above = lambda right, left: sha(b"\1", left, right)
        return functools.reduce(above, self.peaks[::-1] or [sha()])

    def append(self, leaf):
        size, self.size = self.size, self.size + 1
        while size & 1:
            size, leaf = size >> 1, sha(b"\1", self.peaks.pop(), leaf)
        self.peaks.append(leaf)

    def segment(self, file, data):
        header = struct.pack("<8sIQ40s", b"GAVELJNL", 2, self.size + 1, self.session.encode())
        if data[:8] == header[:8] and data[8:12] != header[8:12]:
            raise OSError(f"{file} is of another version than 2, which this checker reads")
        header = (header + crc32c(header) + b"".join(self.peaks)).ljust(4092, b"\0")
        is_next = data[:4096] == header + crc32c(header) and file == f"{self.size + 1:020}.gavel"
        demand(is_next, f"{file}: {self.session} does not go on so behind {self.size} entries")
        place, before = 4096, None
        while data[place:place + 4].strip(b"\0"):
            at = f"{file}, byte {place}, sequence {self.size + 1}"
            public, secret, flags = struct.unpack("<3I", data[place:place + 12].ljust(12, b"\0"))
            start, middle, end = place + 16, place + 16 + public, place + 16 + public + secret
            demand(end <= min(start + 4194304, len(data)), f"{at}: no record is that long")
            sound = data[place + 12:start] == crc32c(data[place:place + 12] + data[start:end])
            demand(sound, f"{at}: the checksum differs")
            demand(flags in (*range(4), 6, 7, *range(8, 12)), f"{at}: a record with flags {flags}")
            demand(bool(flags & 2) == (before is None), f"{at}: a batch begins where none ended")
            if before is None:
                before, sealed = self.root(), self.heads[-1].size if self.heads else 0
                due = self.size > (sealed if place > 4096 else 0)
                demand(flags & 4 or not due, f"{at}: a batch without the head before it")
            if flags & 4:
                self.heads.append(Head(data[start:middle], at))
                same = (self.heads[-1].size, self.heads[-1].root, secret) == (self.size, before, 0)
                demand(same, f"{at}: a head of other entries than those before it")
            else:
                self.entry(at, data[start:middle], data[middle:end], flags & 8, before.hex())
            place = end
            if flags & 1:
                self.ends.add((self.size, int(file[:20]), end))
                before = None
        is_over = before is None and not data[place:].strip(b"\0")
        demand(is_over, f"{file}, byte {place}: a batch without its end, or stray bytes")

    def entry(self, at, public, secret, is_withheld, before):
        entry = json.loads(public)
        events, seq, stamp = entry.get("heard", []), entry["seq"], entry["at"]
        is_next = seq == self.size + 1 and stamp >= self.stamp
        demand(is_next, f"{at}: {seq} stands there, of {stamp}, behind {self.stamp}")
        self.append(sha(b"\0", secret if is_withheld else sha(secret), public))
        self.stamp, self.is_whole = stamp, self.is_whole and not is_withheld
        same = not self.kept or self.kept.size != self.size or self.kept.root == self.root()
        demand(same, f"another history than the kept head's: {at} or one before was changed")
        if not is_withheld:
            rest, heard = json.loads(secret), iter(events)
            told = rest["outcome"].get("accepted", [])
            demand(told.count(None) == len(events), f"{at}: the two parts do not fit")
            events = [next(heard) if event is None else event for event in told]
            head = rest["command"].get("tick", {}).get("head", before)
            demand(head == before, f"{at}: the tick bears another head")
        for (kind, event), in map(dict.items, events):
            self.keys += [(self.size, event["key"])] if kind == "signing_key_set" else []
            self.stories.setdefault(event.get("lot"), []).append((kind, event))
            sold = event["result"].get("sold") if type(event.get("result")) is dict else None
            ours = winners(self.stories[event["lot"]], self.is_whole) if sold else None
            is_won = ours is None or (sold["paddle"], Decimal(sold["price"])) in ours
            demand(is_won, f"{at}: lot {event.get('lot')} was sold to {sold}, not to {ours}")
            self.winners += ours is not None

def winners(story, is_whole):
    """Whoever may have won a lot, with the price, by what happened to it; None where the page does
    not say. Inside, amounts bear a sign, so that the higher is the better."""
    told = lambda *kinds: [event for kind, event in story if kind in kinds]
    terms = told("lot_published")[0]["terms"]
    (form, rules), = terms["rounds"][0]["format"].items()
    is_known = form == "english" and is_whole or (
        form == "sealed" and rules.get("pricing") != "second_price")
    is_one = len(terms["rounds"]) == terms["rounds"][0].get("times", 1) == 1
    if not is_known or not is_one or told("increment_changed", "result_refused"):
        return None
    sign = -1 if terms.get("direction") == "reverse" else 1
    struck = told("bidder_disqualified", "bid_withdrawn", "bid_voided")
    struck = [event.get("bid_id", event["paddle"]) for event in struck]
    bids = [bid for event in told("envelopes_opened") for bid in event["envelopes"]]
    bids = [(bid["paddle"], sign * Decimal(bid.get("amount") or bid["maximum"]), "amount" in bid)
            for bid in (told("bid_accepted") if form == "english" else bids)
            if not {bid["paddle"], bid["bid_id"]} & {*struck} and "fault" not in bid]
    if form == "sealed":
        return [(bid[0], sign * bid[1]) for bid in bids if bid[1] == max(bid[1] for bid in bids)]

    def beyond(amount):
        price, increment = sign * amount, rules["increment"]
        unit = Decimal(1).scaleb(-terms["currency"]["decimals"])
        step = (price * increment.get("basis_points", 0) / 10000).quantize(unit, ROUND_UP)
        for band in increment.get("table", []):
            step = Decimal(band["step"]) if Decimal(band.get("from", 0)) <= price else step
        return sign * max(price + sign * step, unit)
    best, leader, price = {}, None, sign * Decimal(terms["opening"])
    reserves = [sign * Decimal(event["reserve"]) for event in told("reserve_set")]
    for paddle, amount, is_open in bids:
        best[paddle] = max(amount, best.get(paddle, amount))
        leader = leader if leader and best[leader] >= best[paddle] else paddle
        others = [amount for other, amount in best.items() if other != leader]
        reached = [min(best[leader], beyond(max(others)))] if others else []
        reached += [amount] if is_open and leader == paddle else []
        price = max([price, *reached] + [least for least in reserves if least <= best[leader]])
    return [(leader, sign * price)]

def check(folder, key, head, every):
    folder = pathlib.Path(folder).absolute()
    kept = Head(pathlib.Path(head).read_bytes(), head) if head else None
    journal, note = Journal(folder.name, kept), folder / "acknowledged"
    note = note.read_bytes() if note.exists() else b""  # first: a writer at work gets only further
    for path in sorted(folder.glob("[0-9]" * 20 + ".gavel")):
        journal.segment(path.name, path.read_bytes())
    size, heads = journal.size, journal.heads
    if not size:
        raise OSError(f"{folder} holds no entry")
    if len(note) == 32 and note[:4] == b"GACK" and note[28:] == crc32c(note[:28]):
        end = struct.unpack_from("<3Q", note, 4)
        demand(end in journal.ends, f"sequence {end[0]} was durable, and does not end there now")
    demand(not kept or kept.size <= size, f"{head}: the journal has lost what is behind {size}")
    in_order = sorted([*heads, kept] if kept else heads, key=lambda head: head.size)
    checked = check_signatures(in_order, kept, journal.keys, key, every)
    print(f"clean: {size} entries, {journal.winners} winners recomputed, {len(heads)} heads, "
          f"{checked} signatures checked, root {journal.root().hex()}")

if __name__ == "__main__":
    parser = argparse.ArgumentParser(usage=__doc__)
    for name in ("folder", "--key", "--head"):
        parser.add_argument(name)
    parser.add_argument("--all", action="store_true", dest="every")
    try:
        check(**vars(parser.parse_args()))
    except OSError as error:
        sys.exit(print(f"could not be read: {error}") or 2)
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as fault:
        sys.exit(print("damaged:", fault if type(fault) is ValueError else repr(fault)) or 1)
