"""The tree of RFC 6962, section 2.1, by its peaks: the roots of its perfect subtrees."""
import functools, hashlib

def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

class Tree:
    def __init__(self):
        self.size, self.peaks = 0, []

    def append(self, leaf):
        size, self.size = self.size, self.size + 1
        while size & 1:
            size, leaf = size >> 1, sha(b"\1", self.peaks.pop(), leaf)
        self.peaks.append(leaf)

    def root(self):
        above = lambda right, left: sha(b"\1", left, right)
        return functools.reduce(above, self.peaks[::-1]) if self.peaks else sha()
