"""Converts the fuzzing client of autobahntestsuite (Python 2) to Python 3.

    port.py SOURCE-PACKAGE TARGET-PACKAGE

Only what the client needs is converted; the result goes to TARGET-PACKAGE.

The suite holds octets in Python 2 `str` everywhere. It keeps doing so: in the
converted files such a string is a Python 3 `str` with one character (0..255)
for each octet, and bytestr.py encodes and decodes at the border to the
autobahn library. So the test cases themselves need next to no change.
"""
import re
import sys
from pathlib import Path

# (files, regular expression, replacement, how many places, reason)
SUBSTITUTIONS = [
    # --- Python 2 syntax and built-ins
    ("*", r"^from (case|caseset)(\w*) import", r"from .\1\2 import", 286,
     "implicit relative imports are gone"),
    ("*", r"^( *)print (.*)$", r"\1print(\2)", 26, "print is a function"),
    ("*", r"([\w.\[\]]+)\.has_key\(([^()]+)\)", r"(\2 in \1)", 14, "dict.has_key is gone"),
    ("*", r"\bxrange\(", "range(", 11, "xrange is now range"),
    ("case/*", r"\(object, Case, \)", "(Case, )", 4,
     "Case is itself a new-style class now: `object` cannot stand before it"),
    ("case/case10_1_1.py", r"(len\(self\.payload\)) / ", r"\1 // ", 1, "integer division"),

    # --- octet strings where they meet bytes
    ("*", r"binascii\.b2a_hex\(", "bytestr.b2a_hex(", 28, "takes and gives octet strings"),
    ("case/case6_x_x.py", r"v\.validate\(vss\[:i\]\)", "v.validate(bytestr.encode(vss[:i]))", 1,
     "the library's validator takes bytes"),
    ("fuzzing.py", r"^from autobahn\.twisted\.websocket import WebSocketServerFactory,",
     "from bytestr import WebSocketClientProtocol\n\\g<0>", 1,
     "the client protocol that encodes and decodes ..."),
    ("fuzzing.py", r",[ \\\n]*WebSocketClientProtocol\n", "\n", 1, "... instead of the plain one"),
    ("fuzzing.py", r"p = ''\.join\(payload\)", "p = b''.join(payload)", 1,
     "the library logs received frames as lists of bytes"),
    ("fuzzing.py", r'(def asciiLogData.*\n) *ellipses = " \.\.\."\n',
     '\\1   ellipses = b" ..."\n   data = bytestr.encode(data)\n', 1, "it decodes as UTF-8 below"),
    ("fuzzing.py", r"f\.write\(json\.dumps\(case, ", "f.write(json.dumps(case, default = bytestr.decode, ", 1,
     "HTTP heads and close reasons come from the library as bytes"),
    ("case/case.py", r"pickle\.dumps\(obj1\) == pickle\.dumps\(obj2\)", "obj1 == obj2", 1,
     "pickles of equal values may differ in Python 3 (they tell shared from equal objects)"),

    # --- what is left out
    ("fuzzing.py", r", pkg_resources$", "", 1, "only the fuzzing server needs it; newer setuptools lack it"),
    ("fuzzing.py", r"import reactor, ssl$", "import reactor", 1, "no wss:, so no OpenSSL is needed ..."),
    ("fuzzing.py", r"ssl\.ClientContextFactory\(\)", "None", 1, "... here either"),
    ("fuzzing.py", r"^from report import (?:.*\\\n)*.*\n", "", 1, "styles of the HTML reports"),
    ("fuzzing.py", r"produceHtml = True", "produceHtml = False", 1, "no HTML reports"),
    ("case/__init__.py", r"^.*Case1[23]_X_X.*\n|^from \.case12_x_x .*\n", "", 5,
     "no compression cases (12.*, 13.*)"),
    ("case/__init__.py", r"^from \.case9_9_1 .*\n", "", 1, "not in the list of cases anyway"),
]

FILES = ["_version.py", "caseset.py", "fuzzing.py", "case/*.py"]
LEFT_OUT = ["case/case12_x_x.py", "case/case9_9_1.py"]

INIT = "from ._version import __version__\nversion = __version__\n"


def main(source, target):
    texts = {}
    for pattern in FILES:
        for path in sorted(source.glob(pattern)):
            name = path.relative_to(source).as_posix()
            if name not in LEFT_OUT:
                # Read as Latin-1, written as UTF-8: one character for each octet of a literal.
                texts[name] = path.read_text("latin-1")
    for pattern, old, new, expected, reason in SUBSTITUTIONS:
        count = 0
        for name in texts:
            if pattern == "*" or Path(name).match(pattern):
                texts[name], n = re.subn(old, new, texts[name], flags=re.MULTILINE)
                count += n
        if count != expected:
            sys.exit(f"port.py: {count} instead of {expected} places for {old!r} ({reason})")
    for name, text in texts.items():
        if "bytestr." in text:
            texts[name] = text.replace("\nimport ", "\nimport bytestr\nimport ", 1)
    texts["__init__.py"] = INIT
    for name, text in texts.items():
        compile(text, name, "exec")
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
