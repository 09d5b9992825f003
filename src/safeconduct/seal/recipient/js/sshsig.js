// SPDX-License-Identifier: Apache-2.0
// SSHSIG (PROTOCOL.sshsig of OpenSSH; for tokens PROTOCOL.u2f): one spelling, compared after writing it again.

const BEGIN = "-----BEGIN SSH SIGNATURE-----\n";
const END = "-----END SSH SIGNATURE-----\n";
const MAGIC = utf8("SSHSIG");
const HASH = utf8("sha512");
const PRESENT = 1;

function armored(key, namespace, ed25519, touched) {
  const algorithm = utf8(key.onToken ? ON_A_TOKEN : IN_A_FILE);
  const made = joined(sshString(algorithm), sshString(ed25519), touched);
  const parts = [key.blob, utf8(namespace), new Uint8Array(0), HASH, made].map(sshString);
  const text = base64(joined(MAGIC, bigEndian32(1), ...parts));
  return `${BEGIN}${text.replace(/.{1,70}/g, "$&\n")}${END}`;
}

// What an armored signature says of itself: {key, ed25519, touched}, made for `namespace`; throws Malformed.
function signatureIn(bytes, namespace) {
  hold(bytes.length <= MOST_SIGNATURE, "too long");
  let body;
  let text;
  try {
    text = textOf(bytes);
    const found = /^-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\n]+)-----END SSH SIGNATURE-----\n$/.exec(text);
    body = bytesOfBase64(found[1].replace(/\n/g, ""));
  } catch {
    throw new Malformed("not an armored signature");
  }
  const start = MAGIC.length + 4;
  hold(body.length > start, "cut off");
  const [blob, , , , made] = sshStrings(body.subarray(start), 5);
  const [, ed25519, touched] = sshStrings(made, 2);
  const key = keyOfBlob(blob);
  hold(ed25519.length === 64 && touched.length === (key.onToken ? 5 : 0), "not an Ed25519 signature");
  hold(armored(key, namespace, ed25519, touched) === text, "another spelling, or another purpose");
  return { key, ed25519, touched };
}

function isRight(signature, namespace, message) {
  const { key, ed25519, touched } = signature;
  const parts = [utf8(namespace), new Uint8Array(0), HASH, sha512(message)].map(sshString);
  const told = joined(MAGIC, ...parts);
  if (!key.onToken) return ed25519Holds(key.raw, told, ed25519);
  if (!(touched[0] & PRESENT)) return false;
  return ed25519Holds(key.raw, joined(sha256(key.application), touched, sha256(told)), ed25519);
}
