# SPDX-License-Identifier: Apache-2.0
"""Is a sealed package whole, genuine, signed off and current?  Python 3.8 or later and nothing else; no network.
It reads every file, unpacks none, and writes none but that of --seen.  The rules: docs/package.md of safeconduct.
Whoever forges a package can forge this program too: use a copy that you had before, or from somebody you trust."""

# fmt: off
import os, sys
if __name__ == "__main__":  # what lies beside this file must not be taken for a part of Python
    sys.path[:] = [p for p in sys.path if os.path.realpath(p or ".") != os.path.dirname(os.path.realpath(__file__))]
import argparse, base64, calendar, datetime, json, re, stat, struct
from hashlib import sha256, sha512
WORDS = {}
# Every fault behind its light and colour, in the order in which it matters: the first that is found is the main reason.
FAULTS = {code: (light, colour) for light, colour, *codes in map(str.split, (
    "whole red not-a-package zip name not-plain unreadable missing altered unlisted form",
    "genuine red other-root root root-withheld publisher", "genuine yellow not-compared",
    "signed_off red specimen role attestation", "signed_off yellow conditions",
    "current red recalled status rollback expired",
    "current yellow care no-status silent superseded review root-expired clock")) for code in codes}
RELEASE, STATUS, FIRST = "seal/release.json", "seal/status.json", "trust/1.root.json"
BAGIT, LIST, TAGS = "bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"
NEEDED = {"READ-ME.txt", "bag-info.txt", BAGIT, LIST, "seal/manifest.json", TAGS, "verify.html", "verify.py"}
BAG, MIB = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", 1 << 20

# ---- What names and records may hold.  In a shape a text is a regular expression, [x] a list of x, (x, y) a table from
# x to y, a dict a table with exactly these fields, and a function answers for itself.
PART = r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:[./]|\Z))[a-z0-9][a-z0-9._-]{0,99}(?<!\.)"
PATH, ID = rf"(?ai)(?:{PART}/){{0,19}}{PART}", "[a-z0-9][a-z0-9-]{0,39}"
KEYID, DIGEST, STEP = "[0-9a-f]{16}", "[0-9a-f]{64}", "[A-Za-z0-9][A-Za-z0-9._/:#-]{0,199}"
BARRED = "[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
OWN = re.compile(rf"(?P<of>seal/release\.json|seal/status\.json|trust/(?P<n>[1-9][0-9]{{0,5}})\.root\.json)"
                 rf"(?:\.sigs/{KEYID}\.sig)?|(?P<stem>seal/attestations/(?P<role>{ID})\.{KEYID}\.)(?:json|sig)")

def fits(v, shape):
    if type(shape) is str: return type(v) is str and re.fullmatch(shape, v) is not None
    if type(shape) is list: return type(v) is list and all(fits(one, shape[0]) for one in v)
    if type(shape) is tuple: return type(v) is dict and all(fits(k, shape[0]) and fits(v[k], shape[1]) for k in v)
    if type(shape) is dict: return type(v) is dict and {*v} == {*shape} and all(fits(v[k], shape[k]) for k in shape)
    return bool(shape(v))

def number(v): return type(v) is int and 1 <= v < 1 << 53
def text(v): return fits(v, "(?s).{1,2000}") and v.strip() and not re.search(BARRED, v)
def texts(*needed): return lambda v: fits(v, ("[a-z]{2}(-[A-Z]{2})?", text)) and {*v} >= {*needed}
def ranked(shape): return lambda v: fits(v, [shape]) and v == sorted({*v})
def maybe(shape): return lambda v: v is None or fits(v, shape)

def day(v):
    in_a_year = fits(v, "[2-9][0-9]{3}-(0[1-9]|1[0-2])-[0-9]{2}")
    return in_a_year and 1 <= int(v[8:]) <= calendar.monthrange(int(v[:4]), int(v[5:7]))[1]

def tags(v):
    elsewhere = lambda: any(name.startswith("data/") or OWN.fullmatch(name) for name in v)
    return fits(v, (PATH, DIGEST)) and {*v} >= NEEDED and not misnamed(v) and not elsewhere()

def recalled(v): return type(v) is list and len(v) == 3 and fits(v[0], ID) and number(v[1]) and number(v[2])

RECALL = dict(id=ID, first=number, last=number, on=day, severity="stop|care", steps=[STEP],
              reason=texts("en", "ko", "ru", "uk"), replaced_by=maybe(number))
SHAPES = {
    "root/1": dict(version=number, issued=day, expires=day, name=texts("en"), revoked=(KEYID, day),
                   keys=(KEYID, dict(key=text, until=maybe(day))), policy=(ID, ranked(ID)),
                   roles=(ID, dict(keys=ranked(KEYID), threshold=number))),
    "release/2": dict(id=ID, version=number, status="final|specimen", kinds=lambda v: v != [] and ranked(ID)(v),
                      issued=day, expires=maybe(day), titles=texts("en"), manuscript=DIGEST, toolchain=DIGEST,
                      root_version=number, digests=tags),
    "attestation/1": dict(release=DIGEST, role=ID, on=day, covers=ranked(STEP), conditions=texts(),
                          review_by=maybe(day)),
    "status/1": dict(version=number, issued=day, next=day, root_version=number, log_head=maybe(DIGEST),
                     latest=(ID, number), recalled=[lambda v: fits(v, RECALL) and v["first"] <= v["last"]])}
SEEN = dict(root=number, status=maybe(number), releases=(ID, number), recalled=[recalled])

def record(raw, kind):
    """The record in `raw`, or None: what reads otherwise when it is written again was never canonical JSON."""
    try:
        v = json.loads((raw or b"").decode(), parse_int=lambda n: int(n[:17]), parse_float=str, parse_constant=str)
        again = json.dumps(v, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    except (ValueError, RecursionError): return None
    return v if again == raw and fits(v, dict(SHAPES[kind], schema="safeconduct[.]" + kind)) else None

def misnamed(names):
    """The names that are not allowed, or fall together with an earlier one where capitals do not count."""
    bad, seen = set(), {}
    for name in sorted(names):
        parts = [(name[:end], end == len(name)) for end in [*(m.start() for m in re.finditer("/", name)), len(name)]]
        if not fits(name, PATH) or any(seen.setdefault(part[0].lower(), part) != part for part in parts): bad.add(name)
    return bad

def root_in(raw, version):
    """The root, its keys as (blob, last day or None), or None."""
    root = record(raw, "root/1")
    if not root or root["version"] != version: return None
    keys = root["keys"] = {i: (blob_of(key["key"]), key["until"]) for i, key in root["keys"].items()}
    roles, policy, ours = root["roles"], root["policy"], {"root", "status", "publisher"}
    good = (all(blob and i == keyid_of(blob) for i, (blob, _) in keys.items())
            and len({key_in(blob)[0] for blob, _ in keys.values()}) == len(keys) and not {*keys} & {*root["revoked"]}
            and all({*role["keys"]} <= {*keys} and role["threshold"] <= len(role["keys"]) for role in roles.values())
            and {*roles} >= ours and "any" in policy and all({*asked} <= {*roles} - ours for asked in policy.values()))
    return root if good else None

def checksums(digests): return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode()
def groups(digest, count=8): return " ".join(f"{int(digest[8 * n : 8 * n + 8], 16) % 100000:05}" for n in range(count))

# ---- Signatures: Ed25519 (RFC 8032, no cofactor; points are (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z); then the
# keys and signatures of OpenSSH (PROTOCOL, PROTOCOL.u2f, PROTOCOL.sshsig).
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D, SQRT_OF_MINUS_1 = -121665 * pow(121666, -1, P) % P, pow(2, (P - 1) // 4, P)
Y8 = 2707385501144840649318225287225658788936804267575313519463743609750303402022
SMALL_ORDER = {0, 1, P - 1, Y8, P - Y8}  # the y of the points whose order divides 8: for such a key anybody can sign

def little(raw): return int.from_bytes(raw, "little")

def plus(p, q):
    a, b, c, d = (p[1] - p[0]) * (q[1] - q[0]), (p[1] + p[0]) * (q[1] + q[0]), 2 * D * p[3] * q[3], 2 * p[2] * q[2]
    e, f, g, h = (b - a) % P, (d - c) % P, (d + c) % P, (b + a) % P
    return e * f % P, g * h % P, f * g % P, e * h % P

def point(raw):
    """The point that 32 bytes spell, or None."""
    sign, y = divmod(little(raw), 1 << 255)
    u, v = y * y - 1, D * y * y + 1
    x = u * v**3 * pow(u * v**7, (P - 5) // 8, P) % P
    if (v * x * x - u) % P: x = x * SQRT_OF_MINUS_1 % P
    if x % 2 != sign: x = P - x
    return (x, y, 1, x * y % P) if (v * x * x - u) % P == 0 and y < P and x < P else None

BASE = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))

def ed25519(key, message, signature):
    a, r, s, total = point(key), signature[:32], little(signature[32:]), (0, 1, 1, 0)
    if a is None or s >= L or len(signature) != 64: return False
    k, minus_a = little(sha512(r + key + message).digest()) % L, (P - a[0], a[1], 1, P - a[3])
    table = (None, BASE, minus_a, plus(BASE, minus_a))
    for bit in range(252, -1, -1):  # s·B - k·A, from the highest bit of both down
        total, chosen = plus(total, total), (s >> bit & 1) + 2 * (k >> bit & 1)
        if chosen: total = plus(total, table[chosen])
    x, y = (total[n] * pow(total[2], -1, P) % P for n in (0, 1))
    return r == (y | (x & 1) << 255).to_bytes(32, "little")

def spelled(*parts): return b"".join(len(part).to_bytes(4, "big") + part for part in parts)
def keyid_of(blob): return sha256(blob).hexdigest()[:16]

def decoded(spelling):
    try: return base64.b64decode(spelling)
    except ValueError: return b""

def key_in(blob):
    """The 32 bytes of a key, what a FIDO token signs for (b"" for a key in a file) and its kind; or None."""
    raw, token, kind = blob[19:], [], b"ssh-ed25519"
    if len(blob) != 51: raw, token, kind = blob[34:66], [blob[70:]], b"sk-ssh-ed25519@openssh.com"
    good = blob == spelled(kind, raw, *token) and all(re.fullmatch(b"ssh:[!-~]{0,60}", told) for told in token)
    y = little(raw) % (1 << 255)
    return (raw, b"".join(token), kind) if good and len(raw) == 32 and y < P and y not in SMALL_ORDER else None

def blob_of(line):
    """What stands base64-encoded in a public key line, b"" unless the line is spelled as it must be."""
    blob = decoded(line.split(" ")[-1].encode())
    return blob if key_in(blob) and line.encode() == key_in(blob)[2] + b" " + base64.b64encode(blob) else b""

def signer(armored, purpose, message):
    """The blob of the key, b"" unless all is spelled as `ssh-keygen` does; and whether the signature is right."""
    begin, end = b"-----BEGIN SSH SIGNATURE-----\n", b"-----END SSH SIGNATURE-----\n"
    found = decoded((armored or b"")[len(begin) : -len(end)].replace(b"\n", b""))
    blob = found[14 : 14 + int.from_bytes(found[10:14], "big")]
    if not key_in(blob): return b"", False
    raw, token, kind = key_in(blob)
    made, touched = (found[-69:-5], found[-5:]) if token else (found[-64:], b"")
    again = spelled(blob, purpose, b"", b"sha512", spelled(kind, made) + touched)
    again = base64.b64encode(b"SSHSIG\0\0\0\1" + again)
    again = b"".join(again[n : n + 70] + b"\n" for n in range(0, len(again), 70))
    if armored != begin + again + end: return b"", False
    told = b"SSHSIG" + spelled(purpose, b"", b"sha512", sha512(message).digest())
    if token: told = sha256(token).digest() + touched + sha256(told).digest()
    return blob, (not token or touched[0] & 1 == 1) and ed25519(raw, told, made)  # 1: somebody touched the token

# ---- The package: where its files lie, and what is wrong with them.
def unzipped(package):
    """name -> (file, start, length), or the fault: every byte of headers and directory must be the one that is due."""
    where, last, at, p = {}, b"", 0, 0
    with open(package, "rb") as file:
        cut = lambda start, length: (file.seek(start), file.read(length))[1]
        size = file.seek(0, 2)
        tail = cut(max(0, size - 65557), 65557)
        if cut(0, 4) not in (b"PK\3\4", b"PK\5\6") and b"PK\5\6" not in tail: return "not-a-package"
        count, length, offset = struct.unpack("<HII", tail[-12:-2].rjust(10))
        end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, length, offset, 0)
        if tail[-22:] != end or offset + length + 22 != size or size >> 32 or count > 65534 or length > 16 * MIB:
            return "zip"
        directory = cut(offset, length)
        while p < length and at <= offset:
            crc, long, _, letters = struct.unpack("<3IH", directory[p + 16 : p + 30].ljust(14))
            name = directory[p + 46 : p + 46 + letters]
            both = struct.pack("<5H3I2H", 10, 0, 0, 0, 33, crc, long, long, letters, 0)
            header = b"PK\3\4" + both + name
            entry = b"PK\1\2\x14\3" + both + struct.pack("<3H2I", 0, 0, 0, 0x81A40000, at) + name
            if not directory.startswith(entry, p) or cut(at, len(header)) != header: return "zip"
            if name <= last or not re.fullmatch(rb"[!-~]*[!-.0-~]", name): return "zip"
            where[name.decode()] = (package, at + len(header), long)
            last, p, at = name, p + len(entry), at + len(header) + long
    return where if (p, at, len(where)) == (length, offset, count) else "zip"

def verify(package, today, trusted="", memory=None):
    """The lights; the faults, (code, file) -> what to say; the fingerprint; the release's digest; what to remember.

    `trusted` is a fingerprint or "", `memory` what was seen before, by fingerprint.
    """
    said, where, sigs, issued, attested, root, fingerprint, remember = {}, {}, {}, {}, [], None, "", None
    folders = [""] if os.path.isdir(package) and not os.path.islink(package) else []
    def say(holds, code, file="", what=""):
        if holds: said.setdefault((code, file), []).append(what)
    def colours(light): return [FAULTS[code][1] for code, _ in said if FAULTS[code][0] == light]
    def read(name, most=MIB):
        """The SHA-256, "" when there is nothing to read; and the content, unless it is longer than `most`."""
        sha, kept, (file, start, left) = sha256(), b"", where.get(name, ("", 0, 0))
        try:
            with open(file, "rb", buffering=0) as opened:
                opened.seek(start)
                while left and (block := opened.read(min(left, 1 << 18))):
                    sha.update(block)
                    left, kept = left - len(block), kept + block if len(kept) <= most else kept
        except OSError: return "", say(file, "unreadable", name)
        return sha.hexdigest(), (kept if len(kept) <= most else None)
    def missing(name): say(name not in there and not name.startswith(closed), "missing", name)
    def compare(name, digest, most=0):
        """The content (b"" when it is longer than `most`), or None when it is not the listed one."""
        missing(name)
        found, content = read(name, most)
        say(found not in ("", digest), "altered", name)
        return (content or b"") if found == digest else None
    def signed(code, name, raw, purpose, roots, role, on, alone=False):
        """Whether by each of `roots` enough signatures of `raw` count (`alone`: any).  What is bad or lacks is said."""
        counted, before = [0] * len(roots), len(said)
        for file in sigs.get(name, ()):
            i, (blob, right) = file[-20:-4], signer(read(file, 8192)[1], b"safeconduct." + purpose, raw)
            lists = [root["roles"].get(role, {"keys": ()})["keys"] for root in roots]
            keys = [root["keys"][i] if i in listed else None for root, listed in zip(roots, lists)]
            revoked = any(i in root["revoked"] for root in roots)
            right = right and {key[0] for key in keys if key} == {blob}
            say(keyid_of(blob) != i or not (revoked or right), code, file)
            counts = [right and key and not revoked and (key[1] or on) >= on for key in keys]
            counted = [n + bool(one) for n, one in zip(counted, counts)]
        enough = all(n >= (1 if alone else root["roles"][role]["threshold"]) for n, root in zip(counted, roots))
        say(not enough and not alone and len(said) == before, code, name)
        return enough

    for folder in folders:
        try: entries = [(e, e.stat(follow_symlinks=False)) for e in os.scandir(os.path.join(package, folder))]
        except OSError: entries = say(True, "unreadable", folder[:-1]) or []
        for entry, kind in entries:
            junction = getattr(kind, "st_reparse_tag", 0) == 0xA0000003  # Windows' other kind of link
            if stat.S_ISREG(kind.st_mode): where[folder + entry.name] = (entry.path, 0, 1 << 62)
            elif stat.S_ISDIR(kind.st_mode) and not junction: folders.append(folder + entry.name + "/")
            else: say(True, "not-plain", folder + entry.name)
    if not folders:
        try: found = unzipped(package) if os.path.isfile(package) and not os.path.islink(package) else "not-a-package"
        except OSError: found = "not-a-package"
        if type(found) is dict: where = found
        else: say(True, found)
    closed = tuple(file + "/" for code, file in said if code == "unreadable")
    there = {*where, *(file for code, file in said if code == "not-plain")}
    digest, raw = read(RELEASE)
    release, wrong = record(raw, "release/2"), misnamed(where)
    if RELEASE in there:
        for name in wrong: say(True, "name", name)
        for name in {*NEEDED, FIRST}: missing(name)
        say(RELEASE in where and not release, "form", RELEASE)
    else:  # some other folder or ZIP, and what else is in it is nobody's business
        for fault in [*said]:
            if fault[0] not in ("unreadable", "zip"): del said[fault]
        say(not said, "not-a-package")
    if release:
        # WHOLE
        listed, last = release["digests"], 1
        got = {name: compare(name, listed[name], 16 * MIB * (name in (LIST, TAGS, BAGIT))) for name in listed}
        data = re.findall("([0-9a-f]{64})  (data/.+)\n", (got[LIST] or b"").decode("latin-1"))
        data = {path: sha for sha, path in data}
        if misnamed(data) or checksums(data) != got[LIST]: data = {}
        say(got[LIST] is not None and not data, "form", LIST)
        say(got[TAGS] not in (None, checksums({name: listed[name] for name in listed if name != TAGS})), "form", TAGS)
        say(got[BAGIT] not in (None, BAG), "form", BAGIT)
        for path in data: compare(path, data[path])
        for name in sorted(where):
            own = OWN.fullmatch(name)
            expected = own or name in listed or name in data or (not data and name.startswith("data/"))
            say(not expected and name not in wrong, "unlisted", name)
            if own and own["n"]: last = max(last, int(own["n"]))
            if own and name.endswith(".sig"): sigs.setdefault(own["of"] or own["stem"] + "json", []).append(name)
        # GENUINE: the chain of roots, the publisher, and whether a newer root was kept back
        for n in range(1, last + 1):
            name = f"trust/{n}.root.json"
            sha, raw_root = read(name)
            newer = root_in(raw_root, n)
            if n == 1 and raw_root is not None: fingerprint = groups(sha)
            both = [root, newer] if root else [newer]
            if newer: signed("root", name, raw_root, b"root", both, "root", newer["issued"])
            else: say(True, "root", name)
            if any(code == "root" for code, _ in said): break
            root, issued[name] = newer, newer["issued"]
        else: signed("publisher", RELEASE, raw, b"release", [root], "publisher", release["issued"])
        seen = {"root": 1, "status": None, "releases": {}, "recalled": [], **(memory or {}).get(fingerprint, {})}
        raw_status = read(STATUS)[1]
        status = record(raw_status, "status/1")
        highest = max(release["root_version"], status["root_version"] if status else 1, seen["root"])
        say(trusted and fingerprint not in ("", trusted), "other-root", FIRST, fingerprint)
        say(fingerprint and not trusted, "not-compared", FIRST, fingerprint)
        say(highest > (root["version"] if root else 0), "root-withheld", f"trust/{highest}.root.json", highest)
        say(release["status"] == "specimen", "specimen", RELEASE)
    if release and "red" not in colours("genuine"):
        # SIGNED OFF: by as many as the root asks for, in each role that it asks for
        for name in sorted({own["stem"] + "json" for own in map(OWN.fullmatch, where) if own and own["stem"]}):
            role, raw = OWN.fullmatch(name)["role"], read(name)[1]
            word = record(raw, "attestation/1")
            good = word and name in sigs and (word["role"], word["release"]) == (role, digest)
            good = good and bool(word["conditions"] or not word["covers"])  # a part signed off is told to everybody
            say(not good, "attestation", name if name in where else sigs.get(name, [""])[0])
            purpose = b"attestation." + role.encode()
            if good and signed("attestation", name, raw, purpose, [root], role, word["on"], alone=True):
                attested.append((role, name, word["review_by"]))
                say(word["conditions"], "conditions", name, word["conditions"])
        every = {role for roles in root["policy"].values() for role in roles}
        for role in {role for kind in ("any", *release["kinds"]) for role in root["policy"].get(kind, every)}:
            say([one for one, _, _ in attested].count(role) < root["roles"][role]["threshold"], "role", role)
        # CURRENT: by the status, if enough signatures of it count; by the days; by what was seen before
        silence, line, version = STATUS not in where and STATUS not in sigs, release["id"], release["version"]
        counts = status and signed("status", STATUS, raw_status, b"status", [root], "status", status["issued"])
        say(silence, "no-status", STATUS)
        say(not status and not silence, "status", STATUS)
        issued[RELEASE] = release["issued"]
        if counts: issued[STATUS] = status["issued"]
        else: status = {"version": 1 << 53, "next": "9999", "latest": {}, "recalled": []}  # it says nothing
        now, stopped = max(today, *issued.values()), []
        def hits(*spans): return any(of == line and first <= version <= last for of, first, last in spans)
        for recall in status["recalled"]:
            span, stop = [recall["id"], recall["first"], recall["last"]], recall["severity"] == "stop"
            say(hits(span), "recalled" if stop else "care", STATUS, (recall["steps"], recall["reason"]))
            if stop: stopped.append(span)
        taken_back = hits(*seen["recalled"]) and not hits(*stopped) and (counts or silence)
        say(status["version"] < (seen["status"] or 0) or taken_back, "rollback", STATUS, seen["status"] or 1)
        say(now > (release["expires"] or now), "expired", RELEASE, release["expires"])
        say(now > status["next"], "silent", STATUS, status["next"])
        newest = max(seen["releases"].get(line, 0), status["latest"].get(line, 0))
        say(newest > version, "superseded", RELEASE, newest)
        say(now > root["expires"], "root-expired", f"trust/{root['version']}.root.json", root["expires"])
        for _, name, review in attested: say(now > (review or now), "review", name, review)
        for name, on in issued.items():
            say(str(datetime.date.fromisoformat(on) - datetime.timedelta(1)) > today, "clock", name, on)
        if trusted: remember = {
            "root": root["version"], "status": max(seen["status"] or 0, status["version"] if counts else 0) or None,
            "releases": {**seen["releases"], line: max(version, seen["releases"].get(line, 0))},
            "recalled": [[*span] for span in sorted({tuple(span) for span in seen["recalled"] + stopped})]}
    lights = {light: max(["green", *colours(light)], key="green yellow red".find) for light, _ in FAULTS.values()}
    if not release: lights.update(genuine="grey", signed_off="grey", current="grey")
    elif lights["genuine"] == "red": lights.update(current="grey", signed_off=[*colours("signed_off"), "grey"][0])
    return lights, said, fingerprint, digest, remember

# ---- What people read.
def main(arguments=None):
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("package", nargs="?", default=os.path.dirname(os.path.abspath(__file__)),
                     help="folder or ZIP; else the folder that this lies in")
    ask.add_argument("--trust", default="", help="the fingerprint that you were told: 8 groups of 5 digits")
    ask.add_argument("--today", default=str(datetime.date.today()), help="the day, if not this computer's: YYYY-MM-DD")
    ask.add_argument("--lang", default="en", choices=("en", "uk", "ko", "ru"))
    ask.add_argument("--seen", default="", help="the file that remembers the highest versions seen")
    ask.add_argument("--challenge", default="", help="eight digits, for a receipt code")
    ask.add_argument("--json", action="store_true")
    asked, memory = ask.parse_args(arguments), {}
    trusted = re.sub(r"[\s-]", "", asked.trust)
    if not (fits(trusted, "([0-9]{40})?") and day(asked.today) and fits(asked.challenge, "([0-9]{8})?")):
        ask.error("--trust takes 40 digits, --challenge 8 digits, --today a day as YYYY-MM-DD")
    try:
        if asked.seen and os.path.exists(asked.seen):
            with open(asked.seen, "rb") as file: memory = json.loads(file.read(16 * MIB).decode())
    except (OSError, ValueError, RecursionError): memory = None
    if not fits(memory, ("[0-9 ]{47}", lambda v: type(v) is dict and fits({"recalled": [], **v}, SEEN))):
        ask.error("the file of --seen cannot be read; it is left as it is")
    trusted = " ".join(re.findall(".{5}", trusted))
    lights, said, fingerprint, digest, remember = verify(asked.package, asked.today, trusted, memory)
    def say(code, file="", what=""):
        steps, what = what if type(what) is tuple else ("", what)
        if type(what) is dict: what = what[min(what, key=lambda tag: (tag[:2] != asked.lang, tag != "en", tag))]
        what = (", ".join(steps) + ": " if steps else "") + str(what)
        what = "".join(one if one.isprintable() else ascii(one)[1:-1] for one in what)  # no sign stays unseen
        sentence = WORDS.get(asked.lang, {}).get(code, code + " {file} {what}")
        return sentence.format(file=ascii(file)[1:-1], what=what).strip()
    order = sorted(said, key=lambda fault: ([*FAULTS].index(fault[0]), fault[1]))
    sentence = say(*order[0], said[order[0]][0]) if order else say("whole_kit")
    leave, receipt = 0 if {*lights.values()} == {"green"} else 7 if lights["whole"] == "green" else 6, None
    if asked.challenge and not {lights["whole"], lights["genuine"]} & {"red", "grey"}:
        receipt = groups(sha256(f"safeconduct.receipt\n{asked.challenge}\n{digest}".encode()).hexdigest(), 4)
    if hasattr(sys.stdout, "reconfigure"): sys.stdout.reconfigure(errors="backslashreplace")
    if asked.json:
        reasons = [dict(zip(("light", "colour", "code", "file"), (*FAULTS[code], code, file))) for code, file in order]
        print(json.dumps(dict(lights=lights, reasons=reasons, code=receipt, exit=leave, sentence=sentence)))
    else:
        for light in lights: print(say("light-" + light.replace("_", "-")) + ": " + say(lights[light]))
        for fault in order: print(*("- " + say(*fault, what) for what in said[fault]), sep="\n")
        if fingerprint: print(say("fingerprint", "", fingerprint))
        if receipt: print(say("receipt", "", receipt))
        print("\n" + sentence)
    if asked.seen and remember:
        try:
            with open(asked.seen + ".new", "w") as file:
                json.dump({**memory, fingerprint: remember}, file, sort_keys=True)
            os.replace(asked.seen + ".new", asked.seen)
        except OSError as fault: print(f"{asked.seen!a}: {fault.strerror}", file=sys.stderr)
    return leave

if __name__ == "__main__": sys.exit(main())
