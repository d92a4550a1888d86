"""Ed25519 by RFC 8032, section 5.1: whether a signature is a key's. Plain, and slow: some 7 ms."""
import hashlib

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)

def add(one, two):
    """The sum of two points in extended coordinates (section 5.1.4)."""
    (x1, y1, z1, t1), (x2, y2, z2, t2) = one, two
    a, b = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    c, d = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P

def times(factor, point):
    total = (0, 1, 1, 0)
    while factor:
        total = add(total, point) if factor & 1 else total
        point, factor = add(point, point), factor >> 1
    return total

def point(encoded):
    """The point that these 32 bytes encode (section 5.1.3); None if they encode none."""
    y, is_odd = int.from_bytes(encoded, "little") & 2**255 - 1, encoded[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * ROOT % P
    if y >= P or x * x % P != square or (x == 0 and is_odd):
        return None
    x = x if x & 1 == is_odd else P - x
    return x, y, 1, x * y % P

BASE = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))

def verify(key, text, signature):
    """Whether `signature` (64 bytes) of `text` is that of `key` (32 bytes) (section 5.1.7)."""
    if len(key) != 32 or len(signature) != 64:
        return False
    signer, nonce = point(key), point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if not signer or not nonce or scalar >= L:
        return False
    digest = hashlib.sha512(signature[:32] + key + text).digest()
    x1, y1, z1, _ = times(scalar, BASE)
    x2, y2, z2, _ = add(nonce, times(int.from_bytes(digest, "little") % L, signer))
    return (x1 * z2 - x2 * z1) % P == 0 and (y1 * z2 - y2 * z1) % P == 0
