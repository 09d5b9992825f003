#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Is a sealed package whole, genuine, signed off and current?  Python 3.8 or later and nothing else; no network.
It reads every file, unpacks none, and writes none but that of --seen.  The rules: docs/package.md of safeconduct.
Whoever forges a package can forge this program too: use a copy that you had before, or from somebody you trust."""
import os, sys
if __name__ == "__main__":  # what lies beside this file must not be taken for a part of Python
    sys.path[:] = [p for p in sys.path if os.path.realpath(p or ".") != os.path.dirname(os.path.realpath(__file__))]
import argparse, base64, calendar, datetime, json, re, stat, struct
from hashlib import sha256, sha512
WORDS = {}
# Every fault behind its light and colour, in the order in which it matters: the first that is found is the main reason.
FAULTS = {code: (light, colour) for light, colour, *codes in map(str.split, (
    "whole red not-a-package zip name not-plain unreadable missing altered unlisted form", "genuine red other-root root root-withheld publisher",
    "genuine yellow not-compared", "signed_off red specimen role attestation", "signed_off yellow conditions", "current red recalled status rollback expired",
    "current yellow care no-status silent superseded review root-expired clock")) for code in codes}
RELEASE, STATUS, FIRST, BAGIT, LIST, TAGS = "seal/release.json seal/status.json trust/1.root.json bagit.txt manifest-sha256.txt tagmanifest-sha256.txt".split()
BAG, NEEDED = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", {*"READ-ME.txt bag-info.txt seal/manifest.json verify.html verify.py".split(), BAGIT, LIST, TAGS}

# ---- What names and records may hold.  A text is a regular expression, [x] a list of x, (x, y) a table from x to y, a dict a table with exactly these fields.
PART = r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:[./]|\Z))[a-z0-9][a-z0-9._-]{0,99}(?<!\.)"
PATH, ID, KEYID, DIGEST = rf"(?ai)(?:{PART}/){{0,19}}{PART}", "[a-z0-9][a-z0-9-]{0,39}", "[0-9a-f]{16}", "[0-9a-f]{64}"
STEP, BARRED = "[A-Za-z0-9][A-Za-z0-9._/:#-]{0,199}", "[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
OWN = re.compile(rf"(?P<of>seal/release\.json|seal/status\.json|trust/(?P<n>[1-9][0-9]{{0,5}})\.root\.json)(?:\.sigs/{KEYID}\.sig)?"
                 rf"|(?P<stem>seal/attestations/(?P<role>{ID})\.{KEYID}\.)(?:json|sig)")
def fits(v, shape):
    if type(shape) is str: return type(v) is str and re.fullmatch(shape, v) is not None
    if type(shape) is list: return type(v) is list and all(fits(one, shape[0]) for one in v)
    if type(shape) is tuple: return type(v) is dict and all(fits(k, shape[0]) and fits(v[k], shape[1]) for k in v)
    return type(v) is dict and {*v} == {*shape} and all(fits(v[k], shape[k]) for k in shape) if type(shape) is dict else bool(shape(v))
number, maybe = lambda v: type(v) is int and 1 <= v < 1 << 53, lambda shape: lambda v: v is None or fits(v, shape)
day = lambda v: fits(v, "[2-9][0-9]{3}-(0[1-9]|1[0-2])-[0-9]{2}") and 1 <= int(v[8:]) <= calendar.monthrange(int(v[:4]), int(v[5:7]))[1]
text, ranked = lambda v: fits(v, "(?s).{1,2000}") and v.strip() and not re.search(BARRED, v), lambda shape: lambda v: fits(v, [shape]) and v == sorted({*v})
texts = lambda *needed: lambda v: fits(v, ("[a-z]{2}(-[A-Z]{2})?", text)) and {*v} >= {*needed}
tags = lambda v: fits(v, (PATH, DIGEST)) and {*v} >= NEEDED and not misnamed(v) and not any(name[:5] == "data/" or OWN.fullmatch(name) for name in v)
RECALL = dict(id=ID, first=number, last=number, on=day, severity="stop|care", steps=[STEP], reason=texts("en", "ko", "ru", "uk"), replaced_by=maybe(number))
SHAPES = {"root/1": dict(version=number, issued=day, expires=day, name=texts("en"), revoked=(KEYID, day), policy=(ID, ranked(ID)),
                         keys=(KEYID, dict(key=text, until=maybe(day))), roles=(ID, dict(keys=ranked(KEYID), threshold=number))),
          "release/2": dict(id=ID, version=number, status="final|specimen", kinds=lambda v: v != [] and ranked(ID)(v), issued=day, expires=maybe(day),
                            titles=texts("en"), manuscript=DIGEST, toolchain=DIGEST, root_version=number, digests=tags),
          "attestation/1": dict(release=DIGEST, role=ID, on=day, covers=ranked(STEP), conditions=texts(), review_by=maybe(day)),
          "status/1": dict(version=number, issued=day, next=day, root_version=number, log_head=maybe(DIGEST), latest=(ID, number),
                           recalled=[lambda v: fits(v, RECALL) and v["first"] <= v["last"]])}
def record(raw, kind):  # or None: what reads otherwise when it is written again was never canonical JSON
    try:
        v = json.loads((raw or b"").decode(), parse_int=lambda n: int(n[:17]), parse_float=str, parse_constant=str)
        again = json.dumps(v, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        return v if again == raw and fits(v, dict(SHAPES[kind], schema="safeconduct." + kind)) else None
    except (ValueError, RecursionError): return None
def misnamed(names):  # those that are not allowed, or fall together with an earlier one where capitals do not count
    seen, parts = {}, lambda name: [(name[:end], end == len(name)) for end in [*(slash.start() for slash in re.finditer("/", name)), len(name)]]
    return {name for name in sorted(names) if not fits(name, PATH) or any(seen.setdefault(part[0].lower(), part) != part for part in parts(name))}
def root_in(raw, version):  # or None; its keys become (blob, last day or None)
    root = record(raw, "root/1")
    if not root or root["version"] != version: return None
    keys = root["keys"] = {i: (blob_of(key["key"]), key["until"]) for i, key in root["keys"].items()}
    roles, policy, reviewers = root["roles"], root["policy"], {*root["roles"]} - {"root", "status", "publisher"}
    good = (all(blob and i == keyid_of(blob) for i, (blob, _) in keys.items()) and len({key_in(blob)[0] for blob, _ in keys.values()}) == len(keys)
            and all({*role["keys"]} <= {*keys} and role["threshold"] <= len(role["keys"]) for role in roles.values()) and len(roles) == len(reviewers) + 3
            and not {*keys} & {*root["revoked"]} and "any" in policy and all({*asked} <= reviewers for asked in policy.values()))
    return root if good else None
checksums = lambda digests: "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode()
groups = lambda digest, count=8: " ".join(f"{int(digest[n : n + 8], 16) % 100000:05}" for n in range(0, 8 * count, 8))

# ---- Signatures: Ed25519 (RFC 8032, no cofactor) on points (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z; OpenSSH's keys and SSHSIG.
P, L, little = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493, lambda raw: int.from_bytes(raw, "little")
D, SQRT_OF_MINUS_1, Y8 = -121665 * pow(121666, -1, P) % P, pow(2, (P - 1) // 4, P), 2707385501144840649318225287225658788936804267575313519463743609750303402022
def plus(p, q):
    a, b, c, d = (p[1] - p[0]) * (q[1] - q[0]), (p[1] + p[0]) * (q[1] + q[0]), 2 * D * p[3] * q[3], 2 * p[2] * q[2]
    e, f, g, h = (b - a) % P, (d - c) % P, (d + c) % P, (b + a) % P
    return e * f % P, g * h % P, f * g % P, e * h % P
def point(raw):  # None when the 32 bytes spell no point
    sign, y = divmod(little(raw), 1 << 255)
    u, v = y * y - 1, D * y * y + 1
    x = u * v**3 * pow(u * v**7, (P - 5) // 8, P) % P
    x = x if (v * x * x - u) % P == 0 else x * SQRT_OF_MINUS_1 % P
    x = x if x % 2 == sign else P - x
    return (x, y, 1, x * y % P) if (v * x * x - u) % P == 0 and y < P and x < P else None
BASE = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
def ed25519(key, message, signature):
    a, r, s, total = point(key), signature[:32], little(signature[32:]), (0, 1, 1, 0)
    if a is None or s >= L or len(signature) != 64: return False
    k, minus_a = little(sha512(r + key + message).digest()) % L, (P - a[0], a[1], 1, P - a[3])
    table = (total, BASE, minus_a, plus(BASE, minus_a))
    for bit in range(252, -1, -1): total = plus(plus(total, total), table[(s >> bit & 1) + 2 * (k >> bit & 1)])  # s·B - k·A
    x, y = (total[n] * pow(total[2], -1, P) % P for n in (0, 1))
    return r == (y | (x & 1) << 255).to_bytes(32, "little")
spelled, keyid_of = lambda *parts: b"".join(len(part).to_bytes(4, "big") + part for part in parts), lambda blob: sha256(blob).hexdigest()[:16]
decoded = lambda spelling: base64.b64decode(spelling if re.fullmatch(b"([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}[A-Za-z0-9+/=]=)?", spelling) else b"")
def key_in(blob):  # its 32 bytes, what a FIDO token signs for (b"" for a key in a file), its kind; or None.  With a key of small order (y) anybody can sign.
    raw, token, kind = (blob[19:], (), b"ssh-ed25519") if len(blob) == 51 else (blob[34:66], (blob[70:],), b"sk-ssh-ed25519@openssh.com")
    good, y = blob == spelled(kind, raw, *token) and all(re.fullmatch(b"ssh:[!-~]{0,60}", told) for told in token), little(raw) % (1 << 255)
    return (raw, b"".join(token), kind) if good and len(raw) == 32 and y < P and y not in (0, 1, P - 1, Y8, P - Y8) else None
def blob_of(line):  # b"" unless the line is spelled as it must be
    blob = decoded(line.split(" ")[-1].encode())
    return blob if key_in(blob) and line.encode() == key_in(blob)[2] + b" " + base64.b64encode(blob) else b""
def signer(armored, purpose, message):  # the blob of its key, b"" unless all is spelled as it must be; and whether the signature is right
    begin, end = b"-----BEGIN SSH SIGNATURE-----\n", b"-----END SSH SIGNATURE-----\n"
    found = decoded((armored or b"")[len(begin) : -len(end)].replace(b"\n", b""))
    blob = found[14 : 14 + int.from_bytes(found[10:14], "big")]
    raw, token, kind = key_in(blob) or (b"", b"", b"")
    made, touched = (found[-69:-5], found[-5:]) if token else (found[-64:], b"")
    again = base64.b64encode(b"SSHSIG\0\0\0\1" + spelled(blob, purpose, b"", b"sha512", spelled(kind, made) + touched))
    if not raw or armored != begin + b"".join(again[n : n + 70] + b"\n" for n in range(0, len(again), 70)) + end: return b"", False
    told = b"SSHSIG" + spelled(purpose, b"", b"sha512", sha512(message).digest())
    told = sha256(token).digest() + touched + sha256(told).digest() if token else told
    return blob, (not token or touched[0] & 1 == 1) and ed25519(raw, told, made)  # 1: somebody touched the token

# ---- The package: where its files lie, and what is wrong with them.
def unzipped(package):  # or the fault: each byte of the headers and of the directory must be the one that the rules give
    where, last, at, p, file = {}, b"", 0, 0, open(package, "rb")
    with file:
        cut, size = lambda start, length: (file.seek(start), file.read(length))[1], file.seek(0, 2)
        tail = cut(max(0, size - 65557), 65557)
        if cut(0, 4) not in (b"PK\3\4", b"PK\5\6") and b"PK\5\6" not in tail: return "not-a-package"
        count, length, offset = struct.unpack("<HII", tail[-12:-2].rjust(10))
        good = offset + length + 22 == size < 1 << 32 and tail[-22:] == struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, length, offset, 0)
        directory = cut(offset, length) if good and count < 65535 and length <= 1 << 24 else b""
        while good and p < len(directory) and at <= offset:
            crc, long, _, letters = struct.unpack("<3IH", directory[p + 16 : p + 30].ljust(14))
            name, both = directory[p + 46 : p + 46 + letters], struct.pack("<5H3I2H", 10, 0, 0, 0, 33, crc, long, long, letters, 0)
            header, entry = b"PK\3\4" + both + name, b"PK\1\2\x14\3" + both + struct.pack("<3H2I", 0, 0, 0, 0x81A40000, at) + name
            good = directory.startswith(entry, p) and cut(at, len(header)) == header and name > last and re.fullmatch(rb"[!-~]*[!-.0-~]", name)
            where[name.decode("latin-1")], last, p, at = (package, at + len(header), long), name, p + len(entry), at + len(header) + long
    return where if good and (p, at, len(where)) == (length, offset, count) else "zip"
def verify(package, today, trusted="", memory=None):  # the lights, the faults as (code, file) -> what to say, and what else is shown
    said, where, sigs, issued, attested, folders = {}, {}, {}, {}, [], [""] * (os.path.isdir(package) and not os.path.islink(package))
    root, fingerprint, remember, last, colours = None, "", None, 1, lambda light: [FAULTS[code][1] for code, _ in said if FAULTS[code][0] == light]
    def say(holds, code, file="", what=""): holds and said.setdefault((code, file), []).append(what)
    def read(name, most=1 << 20):  # the SHA-256, "" when there is nothing to read; and the content, unless it is longer than `most`
        sha, kept, (file, start, left) = sha256(), b"", where.get(name, ("", 0, 0))
        try:
            with open(file, "rb", buffering=0) as opened:
                opened.seek(start)
                while left and (block := opened.read(min(left, 1 << 18))):
                    left, kept, _ = left - len(block), kept + block if len(kept) <= most else kept, sha.update(block)
        except OSError: return "", say(file, "unreadable", name)
        return sha.hexdigest(), (kept if len(kept) <= most else None)
    def missing(*names): [say(name not in there and not name.startswith(closed), "missing", name) for name in names]
    def compare(name, digest, most=0):  # the content (b"" when it is longer), or None when it is not the listed one
        (found, content), _ = read(name, most), missing(name)
        say(found not in ("", digest), "altered", name)
        return (content or b"") if found == digest else None
    def signed(code, name, raw, purpose, roots, role, on, alone=False):  # whether by every root enough signatures count; what is bad is said
        counted, before = [0] * len(roots), len(said)
        for file in sigs.get(name, ()):
            i, (blob, right) = file[-20:-4], signer(read(file, 8192)[1], b"safeconduct." + purpose, raw)
            keys = [root["keys"][i] if i in root["roles"].get(role, {"keys": ()})["keys"] else None for root in roots]
            revoked = any(i in root["revoked"] for root in roots)
            say(keyid_of(blob) != i or not (revoked or right and {key[0] for key in keys if key} == {blob}), code, file)
            counted = [n + bool(right and key and not revoked and (key[1] or on) >= on) for n, key in zip(counted, keys)]
        enough = all(n >= (1 if alone else root["roles"][role]["threshold"]) for n, root in zip(counted, roots))
        return (enough, say(not enough and not alone and len(said) == before, code, name))[0]
    for folder in folders:
        try: entries = [(folder + e.name, e.path, e.stat(follow_symlinks=False)) for e in os.scandir(os.path.join(package, folder))]
        except OSError: entries = say(True, "unreadable", folder[:-1]) or []
        for name, path, kind in entries:
            is_folder = stat.S_ISDIR(kind.st_mode) and getattr(kind, "st_reparse_tag", 0) != 0xA0000003  # what Windows calls a junction is a link
            if stat.S_ISREG(kind.st_mode): where[name] = (path, 0, 1 << 62)
            folders.extend([name + "/"] * is_folder); say(name not in where and not is_folder, "not-plain", name)
    try: found = where if folders else unzipped(package) if os.path.isfile(package) and not os.path.islink(package) else "not-a-package"
    except OSError: found = "not-a-package"
    where.update(found if found in (where,) or type(found) is dict else say(True, found) or {})
    closed, there = tuple(file + "/" for code, file in said if code == "unreadable"), {*where, *(file for code, file in said if code == "not-plain")}
    (digest, raw), wrong = read(RELEASE), misnamed(where)
    release = record(raw, "release/2")
    if RELEASE not in there:  # some other folder or ZIP, and what else is in it is nobody's business
        said = {fault: said[fault] for fault in said if fault[0] in ("unreadable", "zip")} or {("not-a-package", ""): [""]}
    else: missing(*NEEDED, FIRST); [say(True, "name", name) for name in wrong]; say(RELEASE in where and not release, "form", RELEASE)
    if release:
        listed = release["digests"]
        got = {name: compare(name, listed[name], (name in (LIST, TAGS, BAGIT)) << 24) for name in listed}
        data = {path: sha for sha, path in re.findall("([0-9a-f]{64})  (data/.+)\n", (got[LIST] or b"").decode("latin-1"))}
        data = data if data and not misnamed(data) and got[LIST] == checksums(data) else {}
        say(got[LIST] is not None and not data, "form", LIST); say(got[BAGIT] not in (None, BAG), "form", BAGIT)
        say(got[TAGS] not in (None, checksums({name: listed[name] for name in listed if name != TAGS})), "form", TAGS)
        for path in data: compare(path, data[path])
        for name in sorted(where):
            own = OWN.fullmatch(name)
            say(not own and name not in wrong and name not in listed and name not in data and (data or name[:5] != "data/"), "unlisted", name)
            last = max(last, int(own and own["n"] or 1))
            if own and name.endswith(".sig"): sigs.setdefault(own["of"] or own["stem"] + "json", []).append(name)
        for n in range(1, last + 1):  # GENUINE: the chain of roots, and the publisher
            name = f"trust/{n}.root.json"
            sha, raw_root = read(name)
            newer, fingerprint = root_in(raw_root, n), fingerprint or sha and groups(sha)
            say(not newer, "root", name)
            if newer: signed("root", name, raw_root, b"root", [root, newer][not root :], "root", newer["issued"])
            if any(code == "root" for code, _ in said): break
            root, issued[name] = newer, newer["issued"]
        else: signed("publisher", RELEASE, raw, b"release", [root], "publisher", release["issued"])
        seen, raw_status = (memory or {}).get(fingerprint) or {"root": 1, "status": None, "releases": {}}, read(STATUS)[1]
        status = record(raw_status, "status/1")
        highest = max(release["root_version"], status["root_version"] if status else 1, seen["root"])
        say(trusted and fingerprint not in ("", trusted), "other-root", FIRST, fingerprint); say(fingerprint and not trusted, "not-compared", FIRST, fingerprint)
        say(highest > (root["version"] if root else 0), "root-withheld", f"trust/{highest}.root.json", highest); say(release["status"] == "specimen", "specimen", RELEASE)
    if release and "red" not in colours("genuine"):
        for name in sorted({own["stem"] + "json" for own in map(OWN.fullmatch, where) if own and own["stem"]}):  # SIGNED OFF
            role, raw = OWN.fullmatch(name)["role"], read(name)[1]
            word = record(raw, "attestation/1")
            bad = name not in where or name not in sigs or not word or (word["role"], word["release"]) != (role, digest)
            say(bad, "attestation", name if name in where else sigs.get(name, [""])[0])
            if not bad and signed("attestation", name, raw, b"attestation." + role.encode(), [root], role, word["on"], alone=True):
                attested.append((role, name, word["review_by"])); say(word["conditions"], "conditions", name, word["conditions"])
        every = {role for roles in root["policy"].values() for role in roles}
        for role in {role for kind in ("any", *release["kinds"]) for role in root["policy"].get(kind, every)}:
            say([one for one, _, _ in attested].count(role) < root["roles"][role]["threshold"], "role", role)
        spoken = status and signed("status", STATUS, raw_status, b"status", [root], "status", status["issued"])  # CURRENT
        say(STATUS not in where and STATUS not in sigs, "no-status", STATUS); say(not status and (STATUS in where or STATUS in sigs), "status", STATUS)
        status, line, version = status if spoken else {"version": 1 << 53, "next": "9999", "latest": {}, "recalled": []}, release["id"], release["version"]
        issued.update({RELEASE: release["issued"]}, **{STATUS: status["issued"]} if spoken else {})
        now, newest, remembered = max(today, *issued.values()), max(seen["releases"].get(line, 0), status["latest"].get(line, 0)), seen["status"] or 0
        for word in status["recalled"]:
            say(word["id"] == line and word["first"] <= version <= word["last"], {"stop": "recalled"}.get(word["severity"], "care"), STATUS, (word["steps"], word["reason"]))
        say(status["version"] < remembered, "rollback", STATUS, remembered); say(now > (release["expires"] or now), "expired", RELEASE, release["expires"])
        say(now > status["next"], "silent", STATUS, status["next"]); say(newest > version, "superseded", RELEASE, newest)
        say(now > root["expires"], "root-expired", f"trust/{root['version']}.root.json", root["expires"])
        for _, name, review in attested: say(now > (review or now), "review", name, review)
        for name, on in issued.items(): say(str(datetime.date.fromisoformat(on) - datetime.timedelta(1)) > today, "clock", name, on)
        remember = trusted and {"root": root["version"], "status": max(remembered, status["version"] if spoken else 0) or None,
                                "releases": {**seen["releases"], line: max(version, seen["releases"].get(line, 0))}}
    lights = {light: max(colours(light), default="green", key="green yellow red".find) for light in ("whole", "genuine", "signed_off", "current")}
    grey = [] if release and lights["genuine"] != "red" else ["current", "genuine" * (not release), "signed_off" * (not colours("signed_off"))]
    return {light: "grey" if light in grey else lights[light] for light in lights}, said, fingerprint, digest, remember

# ---- What people read.
def main(arguments=None):
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("package", nargs="?", default=os.path.dirname(os.path.abspath(__file__)), help="folder or ZIP; else the folder that this lies in")
    for flag, usual, told in (("--trust", "", "the fingerprint that you were told: 8 groups of 5 digits"), ("--seen", "", "the file that remembers what was seen"),
                              ("--today", str(datetime.date.today()), "YYYY-MM-DD"), ("--challenge", "", "eight digits")): ask.add_argument(flag, default=usual, help=told)
    ask.add_argument("--lang", default="en", choices=("en", "uk", "ko", "ru")); ask.add_argument("--json", action="store_true")
    asked, memory = ask.parse_args(arguments), {}
    trusted = re.sub(r"[\s-]", "", asked.trust)
    if not (fits(trusted, "([0-9]{40})?") and day(asked.today) and fits(asked.challenge, "([0-9]{8})?")): ask.error("--trust: 40 digits, --challenge: 8, --today: YYYY-MM-DD")
    try:
        if asked.seen and os.path.exists(asked.seen):
            with open(asked.seen, "rb") as file: memory = json.loads(file.read(1 << 24).decode())
    except (OSError, ValueError, RecursionError): memory = None
    if not fits(memory, ("[0-9 ]{47}", dict(root=number, status=maybe(number), releases=(ID, number)))): ask.error("the file of --seen cannot be read; it is left as it is")
    lights, said, fingerprint, digest, remember = verify(asked.package, asked.today, " ".join(re.findall(".{5}", trusted)), memory)
    def say(code, file="", what=""):
        steps, what = what if type(what) is tuple else ("", what)
        if type(what) is dict: what = what[min(what, key=lambda tag: (tag[:2] != asked.lang, tag != "en", tag))]
        what = "".join(one if one.isprintable() else ascii(one)[1:-1] for one in (", ".join(steps) + ": " if steps else "") + str(what))
        return WORDS.get(asked.lang, {}).get(code, f"{code} {{file}} {{what}}").format(file=ascii(file)[1:-1], what=what).strip()
    order, showing = sorted(said, key=lambda fault: ([*FAULTS].index(fault[0]), fault[1])), asked.challenge and not {lights["whole"], lights["genuine"]} & {"red", "grey"}
    receipt = groups(sha256(f"safeconduct.receipt\n{asked.challenge}\n{digest}".encode()).hexdigest(), 4) if showing else None
    sentence, leave = say(*order[0], said[order[0]][0]) if order else say("whole_kit"), 0 if {*lights.values()} == {"green"} else 7 if lights["whole"] == "green" else 6
    reasons = [dict(zip(("light", "colour", "code", "file"), (*FAULTS[code], code, file))) for code, file in order]
    lines = [f"{say('light-' + light.replace('_', '-'))}: {say(lights[light])}" for light in lights] + ["- " + say(*fault, what) for fault in order for what in said[fault]]
    lines += [say("fingerprint", "", fingerprint)] * bool(fingerprint) + [say("receipt", "", receipt)] * bool(receipt) + ["", sentence]
    if hasattr(sys.stdout, "reconfigure"): sys.stdout.reconfigure(errors="backslashreplace")
    print(json.dumps({"lights": lights, "reasons": reasons, "code": receipt, "exit": leave, "sentence": sentence}) if asked.json else "\n".join(lines))
    if asked.seen and remember:
        with open(asked.seen + ".new", "w") as file: json.dump({**memory, fingerprint: remember}, file, sort_keys=True)
        os.replace(asked.seen + ".new", asked.seen)
    return leave
if __name__ == "__main__": sys.exit(main())
