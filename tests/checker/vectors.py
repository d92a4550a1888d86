#!/usr/bin/env python3
"""The vectors of RFC 8032, section 7.1, and what is near them: exit code 0 if all agree."""
import hashlib, sys

sys.dont_write_bytecode = True
import standards

VECTORS = [  # TEST 1, 2, 3 and SHA(abc): public key, message, signature
    ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
     "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da0"
     "85ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac1"
     "8ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
    ("ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
     hashlib.sha512(b"abc").hexdigest(),
     "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b5890"
     "9351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"),
]

for key, text, signature in VECTORS:
    key, text, signature = map(bytes.fromhex, (key, text, signature))
    assert standards.verify(key, text, signature)
    assert not standards.verify(key, text + b"\0", signature)
    for bit in range(0, 512, 31):
        flipped = (int.from_bytes(signature, "little") ^ 1 << bit).to_bytes(64, "little")
        assert not standards.verify(key, text, flipped)
    # The same scalar written in another way is refused (section 5.1.7, step 1).
    again = (int.from_bytes(signature[32:], "little") + standards.L).to_bytes(32, "little")
    assert not standards.verify(key, text, signature[:32] + again)
