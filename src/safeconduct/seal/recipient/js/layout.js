// SPDX-License-Identifier: Apache-2.0
// Where everything lies in a package, and which names may be in it (docs/package.md, "Layout").

const RELEASE = "seal/release.json";
const STATUS = "seal/status.json";
const FIRST_ROOT = "trust/1.root.json";
const CHECKSUMS = "manifest-sha256.txt";
const TAG_CHECKSUMS = "tagmanifest-sha256.txt";
const BAGIT = "bagit.txt";
const BAGIT_TEXT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
const TAG_FILES = [
  "READ-ME.txt", "bag-info.txt", BAGIT, CHECKSUMS, "seal/manifest.json", TAG_CHECKSUMS, "verify.html", "verify.py",
];
const MOST_SIGNED = 1 << 20;
const MOST_SIGNATURE = 8 << 10;
const MOST_LIST = 16 << 20;
const MOST_PARTS = 20;

const rootFile = (version) => `trust/${version}.root.json`;
const ROOT_FORM = /^trust\/([1-9][0-9]{0,5})\.root\.json$/;
const SIGNATURE_FORM =
  /^(seal\/release\.json|seal\/status\.json|trust\/[1-9][0-9]{0,5}\.root\.json)\.sigs\/([0-9a-f]{16})\.sig$/;
const ATTESTATION_FORM = /^seal\/attestations\/([a-z0-9][a-z0-9-]{0,39})\.([0-9a-f]{16})\.(json|sig)$/;

const isOwn = (name) =>
  name === RELEASE || name === STATUS || ROOT_FORM.test(name) || SIGNATURE_FORM.test(name) || ATTESTATION_FORM.test(name);

const mostBytesOf = (own) => (own.endsWith(".sig") ? MOST_SIGNATURE : MOST_SIGNED);

const PART = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;

function isAllowedName(name) {
  const parts = name.split("/");
  const isAllowed = (part) => PART.test(part) && !part.endsWith(".") && !DEVICE.test(part.split(".")[0]);
  return parts.length <= MOST_PARTS && parts.every(isAllowed);
}

// Those of `names` (sorted) that are not allowed, or fall together with an earlier one on some disk.
function faultyNames(names) {
  const faulty = [];
  const known = new Map();
  for (const name of names) {
    if (!isAllowedName(name)) {
      faulty.push(name);
      continue;
    }
    for (let end = name.indexOf("/"); ; end = name.indexOf("/", end + 1)) {
      const path = end < 0 ? name : `${name.slice(0, end)}/`;
      const folded = path.toLowerCase().replace(/\/$/, "");
      if (!known.has(folded)) known.set(folded, path);
      else if (known.get(folded) !== path) {
        faulty.push(name);
        break;
      }
      if (end < 0) break;
    }
  }
  return faulty;
}
