// SPDX-License-Identifier: Apache-2.0
// The four records, and every rule of docs/package.md ("Records") on what a field may hold.  Readers throw Malformed.

const ID = /^[a-z0-9][a-z0-9-]{0,39}$/;
const NAME = /^[A-Za-z0-9][A-Za-z0-9._/:#-]{0,199}$/;
const LANGUAGE = /^[a-z]{2}(-[A-Z]{2})?$/;
const DIGEST = /^[0-9a-f]{64}$/;
const KEY_ID = /^[0-9a-f]{16}$/;
const BARRED = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;
const NOT_REVIEWERS = ["root", "status", "publisher"];
const READERS = ["en", "ko", "ru", "uk"];

const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isForm = (form) => (value) => typeof value === "string" && form.test(value);
const isCount = (value) => Number.isSafeInteger(value) && value >= 1;
const isOneOf = (...values) => (value) => values.includes(value);
const orNull = (rule) => (value) => value === null || rule(value);
const isList = (rule) => (value) => Array.isArray(value) && value.every((one) => rule(one));
const isSorted = (rule) => (value) => isList(rule)(value) && value.every((one, at) => !at || byteOrder(value[at - 1], one) < 0);
const isTableOf = (keyRule, rule) => (value) =>
  isTable(value) && Object.keys(value).every((key) => keyRule(key) && rule(value[key]));

function isDay(value) {
  const found = typeof value === "string" && /^([2-9][0-9]{3})-([0-9]{2})-([0-9]{2})$/.exec(value);
  if (!found) return false;
  const [year, month, day] = found.slice(1).map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return month >= 1 && month <= 12 && day >= 1 && day <= lengths[month - 1];
}

function isText(value) {
  return typeof value === "string" && Array.from(value).length <= 2000 && /\P{White_Space}/u.test(value) && !BARRED.test(value);
}

const isTexts = (...needed) => (value) =>
  isTableOf(isForm(LANGUAGE), isText)(value) && needed.every((language) => has(value, language));

function hasFields(rules) {
  const names = Object.keys(rules);
  return (value) =>
    isTable(value) &&
    Object.keys(value).length === names.length &&
    names.every((name) => has(value, name) && rules[name](value[name]));
}

const ROOT_FIELDS = hasFields({
  schema: isOneOf("safeconduct.root/1"),
  version: isCount,
  issued: isDay,
  expires: isDay,
  name: isTexts("en"),
  keys: isTableOf(isForm(KEY_ID), hasFields({ key: (line) => typeof line === "string", until: orNull(isDay) })),
  roles: isTableOf(isForm(ID), hasFields({ keys: isSorted(isForm(KEY_ID)), threshold: isCount })),
  policy: isTableOf(isForm(ID), isSorted(isForm(ID))),
  revoked: isTableOf(isForm(KEY_ID), isDay),
});

const RELEASE_FIELDS = hasFields({
  schema: isOneOf("safeconduct.release/2"),
  id: isForm(ID),
  version: isCount,
  status: isOneOf("final", "specimen"),
  kinds: isSorted(isForm(ID)),
  issued: isDay,
  expires: orNull(isDay),
  titles: isTexts("en"),
  manuscript: isForm(DIGEST),
  toolchain: isForm(DIGEST),
  root_version: isCount,
  digests: isTableOf(() => true, isForm(DIGEST)),
});

const ATTESTATION_FIELDS = hasFields({
  schema: isOneOf("safeconduct.attestation/1"),
  release: isForm(DIGEST),
  role: isForm(ID),
  on: isDay,
  covers: isSorted(isForm(NAME)),
  conditions: isTexts(),
  review_by: orNull(isDay),
});

const RECALL_FIELDS = hasFields({
  id: isForm(ID),
  first: isCount,
  last: isCount,
  on: isDay,
  severity: isOneOf("stop", "care"),
  steps: isList(isForm(NAME)),
  reason: isTexts(...READERS),
  replaced_by: orNull(isCount),
});

const STATUS_FIELDS = hasFields({
  schema: isOneOf("safeconduct.status/1"),
  version: isCount,
  issued: isDay,
  next: isDay,
  root_version: isCount,
  log_head: orNull(isForm(DIGEST)),
  latest: isTableOf(isForm(ID), isCount),
  recalled: isList((recall) => RECALL_FIELDS(recall) && recall.first <= recall.last),
});

function recordOf(bytes, fields) {
  hold(bytes.length <= MOST_SIGNED, "too long");
  const value = valueOf(bytes);
  hold(fields(value), "a field is missing, too many, or holds what it may not");
  return value;
}

function rootFrom(bytes) {
  const root = recordOf(bytes, ROOT_FIELDS);
  const raws = new Set();
  for (const [id, { key }] of Object.entries(root.keys)) {
    const read = keyOfLine(key);
    hold(read.id === id, "a key under another key's id");
    raws.add(hex(read.raw));
  }
  hold(raws.size === Object.keys(root.keys).length, "one key twice");
  hold(Object.keys(root.revoked).every((id) => !has(root.keys, id)), "a key both listed and revoked");
  hold(NOT_REVIEWERS.every((role) => has(root.roles, role)), "a role is missing");
  for (const { keys, threshold } of Object.values(root.roles)) {
    hold(keys.every((id) => has(root.keys, id)) && threshold <= keys.length, "a role that nobody can fill");
  }
  hold(has(root.policy, "any"), "the policy says nothing of any release");
  for (const role of Object.values(root.policy).flat()) {
    hold(has(root.roles, role) && !NOT_REVIEWERS.includes(role), "the policy asks for what is no reviewer");
  }
  return root;
}

function releaseFrom(bytes) {
  const release = recordOf(bytes, RELEASE_FIELDS);
  hold(release.kinds.length > 0, "no kind");
  const names = Object.keys(release.digests).sort(byteOrder);
  hold(TAG_FILES.every((name) => has(release.digests, name)), "a digest is missing");
  hold(names.every((name) => !name.startsWith("data/") && !isOwn(name)), "a digest of a file that belongs elsewhere");
  hold(faultyNames(names).length === 0, "a name that is not allowed");
  return release;
}

function attestationFrom(bytes) {
  const attestation = recordOf(bytes, ATTESTATION_FIELDS);
  // Whoever signs a part off counts for the role, and so it must be shown to everybody.
  hold(!attestation.covers.length || Object.keys(attestation.conditions).length, "a part, and no condition says so");
  return attestation;
}

const statusFrom = (bytes) => recordOf(bytes, STATUS_FIELDS);

const listText = (digests) =>
  Object.keys(digests).sort(byteOrder).map((path) => `${digests[path]}  ${path}\n`).join("");

// Map of path -> digest from a checksum list in its one spelling; throws Malformed.
function checksumsOf(bytes) {
  let lines;
  try {
    lines = textOf(bytes).split("\n");
  } catch {
    throw new Malformed("not UTF-8");
  }
  hold(lines.pop() === "" && lines.length > 0, "cut off, or empty");
  const digests = new Map();
  let before = null;
  for (const line of lines) {
    const path = line.slice(66);
    hold(DIGEST.test(line.slice(0, 64)) && line.slice(64, 66) === "  " && path, "no checksum");
    hold(before === null || byteOrder(before, path) < 0, "not sorted, or a path twice");
    digests.set(path, line.slice(0, 64));
    before = path;
  }
  hold(faultyNames([...digests.keys()]).length === 0, "a path that is not allowed");
  return digests;
}
