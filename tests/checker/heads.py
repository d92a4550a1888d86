"""Signed heads: checkpoints, and which key must have signed which (docs/JOURNAL.md, "The tree")."""
import re
from base64 import b64decode

import ed25519
from tree import sha

CHECKPOINT = re.compile(r"((\S+)\n(0|[1-9][0-9]*)\n(\S+)\n(?:.+\n)*)\n((?:— \S+ \S+\n)+)")

class Head:
    """A checkpoint, and where it was found."""

    def __init__(self, text, at):
        parts = CHECKPOINT.fullmatch(text.decode())
        if not parts:
            raise ValueError(f"{at}: this is no checkpoint")
        self.at, self.text, self.origin, self.size = at, parts[1].encode(), parts[2], int(parts[3])
        self.root = b64decode(parts[4], validate=True)
        lines = [line.split(" ") for line in parts[5].splitlines()]
        self.lines = [(name, b64decode(blob, validate=True)) for _, name, blob in lines]

    def check(self, verifier):
        """Checks the signature of `name+id+key`; 1, to count them by."""
        name, id, key = verifier.split("+", 2)
        key = b64decode(key, validate=True)
        is_key = key[:1] == b"\1" and id == sha(name.encode(), b"\n", key)[:4].hex()
        ours = [blob[4:] for by, blob in self.lines if (by, blob[:4].hex()) == (name, id)]
        fits = all(ed25519.verify(key[1:], self.text, signature) for signature in ours)
        if not (is_key and ours and fits and name == self.origin):
            raise ValueError(f"{self.at}: no good signature of {name}+{id} under this head")
        return 1

def check_heads(heads, kept, keys, believed, every):
    """Checks the first head and the last of each key, or every one, and one that was kept; and the
    first of each new key also by the key before it. `keys` are pairs of a sequence and a key, the
    heads are in order of their sizes. Says how many signatures were checked."""
    keys = keys or ([(1, believed)] if believed else [])
    names = [key for _, key in keys]
    if believed and believed not in names:
        raise ValueError(f"the journal names {names}, and not {believed}")
    checked, trusted = 0, names.index(believed) if believed else 0
    for index, key in enumerate(names):
        since = keys[index][0] if index else 0
        until = keys[index + 1][0] if index + 1 < len(keys) else float("inf")
        ours = [head for head in heads if since <= head.size < until]
        if not ours and until < float("inf"):
            raise ValueError(f"{key} signed nothing before the next key came")
        checked += sum(head.check(key) for head in ours
                       if every or head in (ours[0], ours[-1], kept))
        if ours and trusted < index:
            checked += ours[0].check(names[index - 1])
    return checked
