#!/usr/bin/env python3
"""Checks a gavel journal, written from docs/JOURNAL.md alone: bytes, order, tree, heads, winners.

    check.py FOLDER [--key NAME+ID+KEY] [--head FILE] [--all]

FOLDER is a session's, whole or public. --key is what the exchange gave out; without it, the first
key that the journal names is believed. --head is a checkpoint that somebody kept. --all checks all
signatures, not only the first and last of each key. A torn tail counts as damage.
Exit code 0: clean; 1: damaged or diverged; 2: could not be read.
"""
import argparse, json, os, re, struct, sys

sys.dont_write_bytecode = True
from heads import Head, check_heads
from tree import Tree, sha
from winners import Lot

CRC = list(range(256))
for _ in range(8):
    CRC = [crc >> 1 ^ (0x82F63B78 if crc & 1 else 0) for crc in CRC]

def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = CRC[(crc ^ byte) & 255] ^ crc >> 8
    return crc ^ 0xFFFFFFFF

def demand(holds, complaint):
    if not holds:
        raise ValueError(complaint)

class Journal:
    """The journal of a session, as far as it was read."""

    def __init__(self, session, kept):
        self.session, self.kept = session, kept
        self.tree, self.stamp, self.ends = Tree(), "", set()
        self.heads, self.keys = [], []
        self.lots, self.winners, self.is_whole = {}, 0, True

    def segment(self, file, data):
        self.header(file, data)
        place, before = 4096, None
        while data[place:place + 4].strip(b"\0"):
            at = f"{file}, byte {place}, sequence {self.tree.size + 1}"
            demand(place + 16 <= len(data), f"{at}: a cut record")
            public, secret, flags, crc = struct.unpack_from("<4I", data, place)
            start, middle, end = place + 16, place + 16 + public, place + 16 + public + secret
            demand(public + secret <= 4194304 and end <= len(data), f"{at}: no record is that long")
            sound = crc == crc32c(data[place:place + 12] + data[start:end])
            demand(sound, f"{at}: the checksum differs")
            demand(bool(flags & 2) == (before is None), f"{at}: a batch begins where none ended")
            if before is None:
                before, sealed = self.tree.root(), self.heads[-1].size if self.heads else 0
                due = self.tree.size > (sealed if place > 4096 else 0)
                demand(flags & 4 or not due, f"{at}: a batch without the head before it")
            if flags & 4:
                demand(flags in (6, 7) and not secret, f"{at}: a head with flags {flags}")
                head = Head(data[start:end], at)
                same = (head.size, head.root) == (self.tree.size, before)
                demand(same, f"{at}: a head of other entries than those before it")
                self.heads.append(head)
            else:
                demand(flags & ~11 == 0, f"{at}: an entry with flags {flags}")
                self.entry(at, data[start:middle], data[middle:end], flags & 8, before.hex())
            place = end
            if flags & 1:
                self.ends.add((self.tree.size, int(file[:20]), end))
                before = None
        demand(before is None, f"{file}, byte {place}: a batch without its end")
        demand(not data[place:].strip(b"\0"), f"{file}, byte {place}: stray bytes")

    def header(self, file, data):
        demand(len(data) >= 4096, f"{file}: shorter than a header")
        magic, version, first, session, crc = struct.unpack_from("<8sIQ40sI", data)
        crcs = crc, *struct.unpack_from("<I", data, 4092)
        sound = magic == b"GAVELJNL" and crcs == (crc32c(data[:60]), crc32c(data[:4092]))
        demand(sound, f"{file}: no header with its checksums")
        if version != 2:
            raise OSError(f"{file} is of version {version}, and this checker reads version 2")
        demand(session == self.session.encode().ljust(40, b"\0"), f"{file}: of another session")
        next = self.tree.size + 1
        demand(first == int(file[:20]) == next, f"{file}: {next} should be its first sequence")
        peaks = b"".join(self.tree.peaks).ljust(4028, b"\0")
        demand(data[64:4092] == peaks, f"{file}: other peaks than those of the entries before")

    def entry(self, at, public, secret, is_withheld, before):
        entry = json.loads(public)
        demand(entry["seq"] == self.tree.size + 1, f"{at}: sequence {entry['seq']} stands there")
        demand(entry["at"] >= self.stamp, f"{at}: the stamp falls")
        self.stamp, events = entry["at"], entry.get("heard", [])
        if is_withheld:
            demand(len(secret) == 32, f"{at}: what is withheld has no hash")
            self.is_whole = False
        else:
            rest, heard = json.loads(secret), iter(events)
            told = rest["outcome"].get("accepted", [])
            demand(told.count(None) == len(events), f"{at}: the two parts do not fit")
            events = [next(heard) if event is None else event for event in told]
            head = rest["command"].get("tick", {}).get("head", before)
            demand(head == before, f"{at}: the tick bears another head")
        self.tree.append(sha(b"\0", secret if is_withheld else sha(secret), public))
        if self.kept and self.kept.size == self.tree.size:
            same = self.kept.root == self.tree.root()
            demand(same, f"{self.kept.at}: another history, or {at} or an entry before was changed")
        for (kind, event), in map(dict.items, events):
            head = event.get("step", {}).get("commits_closed", {}).get("head", before)
            demand(head == before, f"{at}: a draw from another head")
            self.fold(kind, event)

    def fold(self, kind, event):
        lot = self.lots.get(event.get("lot"))
        if kind == "signing_key_set":
            self.keys.append((self.tree.size, event["key"]))
        elif kind == "lot_published":
            self.lots[event["lot"]] = Lot(event["terms"])
        elif lot and (self.is_whole or lot.format == "sealed"):
            self.winners += lot.fold(kind, event)

    def check_note(self, note):
        """The note names the end of a batch; one that cannot be read is none."""
        magic, *end, crc = struct.unpack("<4s3QI", note.ljust(32)[:32])
        if magic == b"GACK" and crc == crc32c(note[:28]):
            lost = f"the note says that sequence {end[0]} was durable, and the journal does not"
            demand(tuple(end) in self.ends, lost)

def read(*path):
    with open(os.path.join(*path), "rb") as file:
        return file.read()

def check(folder, key, head, every):
    kept = Head(read(head), head) if head else None
    files = sorted(os.listdir(folder))
    note = read(folder, "acknowledged") if "acknowledged" in files else b""
    segments = [file for file in files if re.fullmatch(r"[0-9]{20}\.gavel", file)]
    if not segments:
        raise OSError(f"{folder} holds no segment")
    journal = Journal(os.path.basename(os.path.abspath(folder)), kept)
    for file in segments:
        journal.segment(file, read(folder, file))
    journal.check_note(note)
    size, found = journal.tree.size, journal.heads
    demand(not kept or kept.size <= size, f"{head}: the journal has lost what is behind {size}")
    in_order = sorted([*found, kept] if kept else found, key=lambda head: head.size)
    checked = check_heads(in_order, kept, journal.keys, key, every)
    print(f"clean: {size} entries, {journal.winners} winners recomputed, {len(found)} heads up to "
          f"entry {found[-1].size if found else 0}, {checked} signatures checked, "
          f"root {journal.tree.root().hex()}")

if __name__ == "__main__":
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--key")
    parser.add_argument("--head")
    parser.add_argument("--all", action="store_true", dest="every")
    try:
        check(**vars(parser.parse_args()))
    except OSError as error:
        sys.exit(print(f"could not be read: {error}") or 2)
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as fault:
        sys.exit(print("damaged:", fault if type(fault) is ValueError else repr(fault)) or 1)
