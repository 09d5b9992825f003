// SPDX-License-Identifier: Apache-2.0
// Runs behind the core of verify.html under node: reads one JSON request per line from standard input, answers each with one line.
// {"look": PATH, "today": DAY, "trusted": DIGITS|null, "seen": {…}|null, "language": TAG}  or  {"call": NAME, "given": [hex or value…]}

const fs = require("node:fs");
const path = require("node:path");
const readline = require("node:readline");

async function given(package_) {
  if (!fs.statSync(package_).isDirectory()) return { zip: await fs.openAsBlob(package_) };
  const folder = [];
  for (const entry of fs.readdirSync(package_, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    folder.push([path.relative(package_, file), await fs.openAsBlob(file)]);
  }
  return { folder };
}

const bytes = (text) => Uint8Array.from(Buffer.from(text, "hex"));
const CALLS = {
  sha256: (text) => hex(sha256(bytes(text))),
  sha256_in_pieces: (text, cuts) => {
    const sum = new Sha256();
    let at = 0;
    for (const cut of [...cuts, Infinity]) {
      sum.add(bytes(text).subarray(at, cut));
      at = cut;
    }
    return hex(sum.digest());
  },
  sha512: (text) => hex(sha512(bytes(text))),
  ed25519: (raw, message, signature) => ed25519Holds(bytes(raw), bytes(message), bytes(signature)),
  canonical: (text) => canonical(valueOf(bytes(text))),
  shown: (text) => shown(text),
  seenText: (text) => seenText(text),
  names: (names) => faultyNames([...names].sort(byteOrder)),
  order: (names) => [...names].sort(byteOrder),
  record: (kind, text) => ({ root: rootFrom, release: releaseFrom, attestation: attestationFrom, status: statusFrom })[kind](bytes(text)) && true,
  checksums: (text) => [...checksumsOf(bytes(text))],
  signature: (namespace, message, text) => isRight(signatureIn(bytes(text), namespace), namespace, bytes(message)),
  receipt: (challenge, digest) => receiptCode(challenge, digest),
};

async function answer(asked) {
  if (asked.call) {
    try {
      return { answer: CALLS[asked.call](...asked.given) };
    } catch (fault) {
      if (fault instanceof Malformed) return { refused: fault.message };
      throw fault;
    }
  }
  const start = performance.now();
  const whole = await looked(await given(asked.look), async () => {});
  const verdict = judge(whole, asked);
  return { ...verdictTold(verdict, asked.language), digits: verdict.digits ?? null, ms: performance.now() - start };
}

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
  }
})();
