"""What docs/JOURNAL.md builds on, and many languages have a library for: CRC-32C, SHA-256, Ed25519
(RFC 8032, section 5.1; plain, and slow, some 15 ms a signature), checkpoints and who signs them."""
import functools, hashlib, re, struct
from base64 import b64decode

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
CHECKPOINT = re.compile(r"((\S+)\n(0|[1-9][0-9]*)\n(\S+)\n(?:.+\n)*)\n((?:— \S+ \S+\n)+)")

CRC = list(range(256))
for _ in range(8):
    CRC = [crc >> 1 ^ (crc & 1) * 0x82F63B78 for crc in CRC]

def demand(holds, complaint):
    if not holds:
        raise ValueError(complaint)

def crc32c(data):
    step = lambda crc, byte: CRC[(crc ^ byte) & 255] ^ crc >> 8
    return struct.pack("<I", functools.reduce(step, data, 0xFFFFFFFF) ^ 0xFFFFFFFF)

def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

def add(one, two):
    """The sum of two points."""
    (a, b), (c, d) = one, two
    k = D * a * b * c * d
    over = pow(1 - k * k, -1, P)
    return (a * d + b * c) * (1 - k) * over % P, (b * d + a * c) * (1 + k) * over % P

def point(encoded):
    """The point that these 32 bytes encode (section 5.1.3); None if they encode none."""
    y, is_odd = int.from_bytes(encoded, "little") & 2**255 - 1, encoded[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    if y >= P or x * x % P != square or (x == 0 and is_odd):
        return None
    return x if x % 2 == is_odd else P - x, y

BASE = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))

def verify(key, text, signature):
    """Whether `signature` (64 bytes) of `text` is that of `key` (32 bytes) (section 5.1.7)."""
    signer = point(key) if len(key) == 32 else None
    digest = hashlib.sha512(signature[:32] + key + text).digest()
    factor, scalar = int.from_bytes(digest, "little") % L, int.from_bytes(signature[32:], "little")
    if not signer or len(signature) != 64 or scalar >= L:
        return False
    nonce, minus = (0, 1), (P - signer[0], signer[1])
    for bit in range(252, -1, -1):
        nonce = add(nonce, nonce)
        nonce = add(nonce, BASE) if scalar >> bit & 1 else nonce
        nonce = add(nonce, minus) if factor >> bit & 1 else nonce
    return (nonce[1] | nonce[0] % 2 << 255).to_bytes(32, "little") == signature[:32]

class Head:
    """A checkpoint, and where it was found."""

    def __init__(self, text, at):
        parts = CHECKPOINT.fullmatch(text.decode())
        demand(parts, f"{at}: this is no checkpoint")
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
        fits = is_key and ours and all(verify(key[1:], self.text, blob) for blob in ours)
        demand(fits and name == self.origin, f"{self.at}: no good signature of {name}+{id}")
        return 1

def check_signatures(heads, kept, keys, believed, every):
    """Checks the first head and the last of each key, or every one, and one that was kept; and the
    first of each new key also by the key before it. `keys` are pairs of a sequence and a key, the
    heads are in order of their sizes. Says how many signatures were checked."""
    keys = keys or ([(1, believed)] if believed else [])
    names = [key for _, key in keys]
    demand(not believed or believed in names, f"the journal names {names}, and not {believed}")
    checked, trusted = 0, names.index(believed) if believed else 0
    for index, key in enumerate(names):
        since = keys[index][0] if index else 0
        until = keys[index + 1][0] if index + 1 < len(keys) else float("inf")
        ours = [head for head in heads if since <= head.size < until]
        demand(ours or key == names[-1], f"{key} signed nothing before the next key came")
        checked += sum(head.check(key) for head in ours
                       if every or head in (ours[0], ours[-1], kept))
        if ours and trusted < index:
            checked += ours[0].check(names[index - 1])
    return checked
