// SPDX-License-Identifier: Apache-2.0
// Public keys as OpenSSH writes them, on a token or in a file, and fingerprints that can be read over the telephone.

const IN_A_FILE = "ssh-ed25519";
const ON_A_TOKEN = "sk-ssh-ed25519@openssh.com";
const APPLICATION = /^ssh:[!-~]{0,60}$/;

const sshString = (bytes) => joined(bigEndian32(bytes.length), bytes);

// `count` strings with their lengths before them (RFC 4251), and what is left.
function sshStrings(bytes, count) {
  const found = [];
  let at = 0;
  for (let n = 0; n < count; n += 1) {
    hold(at + 4 <= bytes.length, "a length is cut off");
    const length = new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0);
    at += 4;
    hold(length <= bytes.length - at, "a length runs over the end");
    found.push(bytes.subarray(at, at + length));
    at += length;
  }
  return [...found, bytes.subarray(at)];
}

const asciiOf = (bytes) => String.fromCharCode(...bytes.subarray(0, 300));

// The key that SSH writes as `blob`: {algorithm, raw, application, blob, id, line}; throws Malformed.
function keyOfBlob(blob) {
  const [algorithm, raw, rest] = sshStrings(blob, 2);
  const onToken = asciiOf(algorithm) === ON_A_TOKEN;
  hold(onToken || asciiOf(algorithm) === IN_A_FILE, "another kind of key");
  const [application, after] = onToken ? sshStrings(rest, 1) : [null, rest];
  hold(application === null || APPLICATION.test(asciiOf(application)), "a token for another purpose");
  hold(raw.length === 32 && after.length === 0 && isHonestKey(raw), "not a key that anybody honest has");
  const line = `${onToken ? ON_A_TOKEN : IN_A_FILE} ${base64(blob)}`;
  return { onToken, raw, application, blob, id: hex(sha256(blob)).slice(0, 16), line };
}

function keyOfLine(line) {
  const found = /^(ssh-ed25519|sk-ssh-ed25519@openssh\.com) ([A-Za-z0-9+/]{68,200}={0,2})$/.exec(line);
  hold(found, "not a public key line");
  let blob;
  try {
    blob = bytesOfBase64(found[2]);
  } catch {
    throw new Malformed("not base64");
  }
  const key = keyOfBlob(blob);
  hold(key.line === line, "a second spelling of a key");
  return key;
}

// Eight groups of five digits: the last five, in decimal, of each 32-bit word, highest byte first.
function spokenGroups(digest, count = 8) {
  const view = new DataView(digest.buffer, digest.byteOffset, 32);
  return Array.from({ length: count }, (_, n) => String(view.getUint32(4 * n) % 100000).padStart(5, "0")).join(" ");
}

// The code that a recipient reads back by telephone.
function receiptCode(challenge, releaseDigest) {
  return spokenGroups(sha256(utf8(`safeconduct.receipt\n${challenge}\n${releaseDigest}`)), 4);
}
