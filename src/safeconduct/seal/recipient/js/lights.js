// SPDX-License-Identifier: Apache-2.0
// The verdict: four lights, every reason, and the main one (docs/package.md, "The verdict").

const LIGHTS = ["whole", "genuine", "signed_off", "current"];
const COLOURS = ["red", "yellow", "green", "grey"];
const CODES = [
  "not-a-package", "zip", "name", "not-plain", "unreadable", "missing", "altered", "unlisted", "form",
  "other-root", "root", "root-withheld", "publisher", "not-compared",
  "specimen", "role", "attestation", "conditions",
  "recalled", "status", "rollback", "expired", "care", "no-status", "silent", "superseded", "review", "root-expired", "clock",
];

function byImportance(a, b) {
  const ranks = (one) => [LIGHTS.indexOf(one.light), COLOURS.indexOf(one.colour), CODES.indexOf(one.code)];
  const [left, right] = [ranks(a), ranks(b)];
  for (let n = 0; n < 3; n += 1) if (left[n] !== right[n]) return left[n] - right[n];
  return byteOrder(a.file, b.file);
}

const dayAfter = (day) => new Date(Date.parse(`${day}T00:00:00Z`) + 86400000).toISOString().slice(0, 10);

// The status that lies there: {present, record or null, faults: files to accuse, counts}.
function statusOf(own, root) {
  const beside = signaturesBeside(own, STATUS).length > 0;
  if (!own.has(STATUS)) return { present: beside, record: null, faults: beside ? [STATUS] : [], counts: false };
  let record = null;
  try {
    hold(own.get(STATUS), "unreadable, or too long");
    record = statusFrom(own.get(STATUS));
  } catch (fault) {
    if (!(fault instanceof Malformed)) throw fault;
    return { present: true, record, faults: [STATUS], counts: false };
  }
  if (!root) return { present: true, record, faults: [], counts: false };
  return { present: true, record, ...signedBy(own, STATUS, "safeconduct.status", root, "status", record.issued) };
}

// Of a newer status that the reader gave and the one in the package: the given one, unless the other is good and higher.
function latestWord(own, newer, root) {
  if (!newer) return statusOf(own, root);
  const without = new Map([...own].filter(([name]) => name !== STATUS && !name.startsWith(`${STATUS}.sigs/`)));
  const given = statusOf(new Map([...without, ...newer]), root);
  const packed = statusOf(own, root);
  const isOlder = packed.counts && given.record !== null && given.record.version < packed.record.version;
  return isOlder ? { ...packed, kept: true } : { ...given, given: true };
}

function genuineReasons(whole, chain, word, trusted, seen) {
  const reasons = [];
  const accuse = (colour, code, file, what) => reasons.push(because("genuine", colour, code, file, what));
  const first = whole.own.get(FIRST_ROOT);
  const digits = first ? spokenGroups(sha256(first)) : "";
  if (trusted !== null && first && digits !== trusted) accuse("red", "other-root", FIRST_ROOT, digits);
  chain.faults.forEach((file) => accuse("red", "root", file));
  const named = [whole.release.root_version, word.record ? word.record.root_version : 0, seen.root];
  const highest = Math.max(...named);
  if (highest > chain.roots.length) accuse("red", "root-withheld", rootFile(highest), String(highest));
  if (!chain.faults.length) {
    const root = chain.roots[chain.roots.length - 1];
    const purpose = "safeconduct.release";
    const { faults } = signedBy(whole.own, RELEASE, purpose, root, "publisher", whole.release.issued);
    faults.forEach((file) => accuse("red", "publisher", file));
  }
  if (trusted === null && first) accuse("yellow", "not-compared", FIRST_ROOT, digits);
  return reasons;
}

// Every attestation that lies there: {counting: [{file, role, id, record}], bad: [files]}.
function attestationsOf(whole, root) {
  const [counting, bad] = [[], []];
  const stems = new Map();
  for (const name of whole.own.keys()) {
    const form = ATTESTATION_FORM.exec(name);
    if (form) stems.set(name.replace(/\.(json|sig)$/, ""), [form[1], form[2]]);
  }
  for (const [stem, [role, id]] of stems) {
    const [file, signatureFile] = [`${stem}.json`, `${stem}.sig`];
    let accused = whole.own.has(file) ? file : signatureFile;
    try {
      hold(whole.own.has(file) && whole.own.has(signatureFile) && whole.own.get(file), "one without the other, or unreadable");
      const record = attestationFrom(whole.own.get(file));
      hold(record.role === role && record.release === whole.releaseDigest, "of another role or release");
      accused = signatureFile;
      const namespace = `safeconduct.attestation.${role}`;
      const message = whole.own.get(file);
      const lines = linesFor([root], role);
      const signer = signerOf(whole.own.get(signatureFile), id, namespace, message, lines, revokedIn([root]));
      if (signer && mayStillSign(root.keys[id], record.on)) counting.push({ file, role, id, record });
    } catch (fault) {
      if (!(fault instanceof Malformed)) throw fault;
      bad.push(accused);
    }
  }
  return { counting, bad };
}

function rolesAskedFor(root, kinds) {
  const every = Object.values(root.policy).flat();
  const asked = ["any", ...kinds].flatMap((kind) => (has(root.policy, kind) ? root.policy[kind] : every));
  return [...new Set(asked)].sort(byteOrder);
}

function signedOffReasons(root, release, attested) {
  const reasons = [];
  const accuse = (colour, code, file, what) => reasons.push(because("signed_off", colour, code, file, what));
  for (const role of rolesAskedFor(root, release.kinds)) {
    const counting = attested.counting.filter((one) => one.role === role);
    if (counting.length < root.roles[role].threshold) accuse("red", "role", role);
  }
  attested.bad.forEach((file) => accuse("red", "attestation", file));
  for (const { file, record } of attested.counting) {
    if (Object.keys(record.conditions).length) accuse("yellow", "conditions", file, record.conditions);
  }
  return reasons;
}

function currentReasons(whole, chain, word, attested, seen, today) {
  const reasons = [];
  const accuse = (colour, code, file, what) => reasons.push(because("current", colour, code, file, what));
  const { release } = whole;
  const root = chain.roots[chain.roots.length - 1];
  const status = word.counts ? word.record : null;
  const issued = [[RELEASE, release.issued], ...chain.roots.map((one) => [rootFile(one.version), one.issued])];
  if (status) issued.push([STATUS, status.issued]);
  const now = issued.reduce((latest, [, day]) => (day > latest ? day : latest), today);
  const isOfThis = ([id, from, to]) => id === release.id && from <= release.version && release.version <= to;
  const recalls = status ? status.recalled.filter(({ id, first, last }) => isOfThis([id, first, last])) : [];
  // Whoever stole the status key must not take a recall back.
  const isTakenBack = seen.recalled.some(isOfThis) && !recalls.some(({ severity }) => severity === "stop");
  const isOlder = status !== null && status.version < seen.status;
  for (const [severity, colour, code] of [["stop", "red", "recalled"], ["care", "yellow", "care"]]) {
    const fitting = recalls.filter((one) => one.severity === severity);
    if (fitting.length) accuse(colour, code, STATUS, fitting);
  }
  word.faults.forEach((file) => accuse("red", "status", file));
  if (isOlder || (isTakenBack && (status || !word.present))) accuse("red", "rollback", STATUS, String(seen.status));
  if (release.expires !== null && now > release.expires) accuse("red", "expired", RELEASE, release.expires);
  if (!word.present) accuse("yellow", "no-status", STATUS);
  if (status && now > status.next) accuse("yellow", "silent", STATUS, status.next);
  const latest = status && has(status.latest, release.id) ? status.latest[release.id] : 0;
  const higher = Math.max(latest, has(seen.releases, release.id) ? seen.releases[release.id] : 0);
  if (higher > release.version) accuse("yellow", "superseded", RELEASE, String(higher));
  for (const { file, record } of attested.counting) {
    if (record.review_by !== null && now > record.review_by) accuse("yellow", "review", file, record.review_by);
  }
  if (now > root.expires) accuse("yellow", "root-expired", rootFile(root.version), root.expires);
  for (const [file, day] of issued) if (day > dayAfter(today)) accuse("yellow", "clock", file, day);
  return reasons;
}

const NOTHING_SEEN = { root: 0, status: 0, releases: {}, recalled: [] };

// The verdict on what `looked` found.  `asked` is {today: "YYYY-MM-DD", trusted: eight groups or null, seen: {root, status,
// releases: {id: version}, recalled: [[id, first, last]…]} or null, newer: Map of a newer status and its signatures, or null}.
function judge(whole, asked) {
  const seen = { ...NOTHING_SEEN, ...(asked.seen || {}) };
  const verdict = { lights: {}, reasons: [...whole.reasons], release: whole.release, root: null, word: null, attested: [] };
  const greyed = new Set();
  if (!whole.release) {
    ["genuine", "signed_off", "current"].forEach((light) => greyed.add(light));
  } else {
    const chain = chainOf(whole.own);
    const root = chain.faults.length ? null : chain.roots[chain.roots.length - 1];
    const word = latestWord(whole.own, asked.newer || null, root);
    const genuine = genuineReasons(whole, chain, word, asked.trusted, seen);
    const isStranger = genuine.some(({ colour }) => colour === "red");
    verdict.reasons.push(...genuine);
    if (whole.release.status === "specimen") verdict.reasons.push(because("signed_off", "red", "specimen", RELEASE));
    if (isStranger) {
      greyed.add("signed_off").add("current");
    } else {
      const attested = attestationsOf(whole, root);
      verdict.reasons.push(...signedOffReasons(root, whole.release, attested));
      verdict.reasons.push(...currentReasons(whole, chain, word, attested, seen, asked.today));
      Object.assign(verdict, { root, word, attested: attested.counting });
    }
    const first = whole.own.get(FIRST_ROOT);
    verdict.digits = first ? spokenGroups(sha256(first)) : null;
  }
  verdict.reasons.sort(byImportance);
  for (const light of LIGHTS) {
    const worst = verdict.reasons.find((reason) => reason.light === light);
    verdict.lights[light] = worst ? worst.colour : greyed.has(light) ? "grey" : "green";
  }
  verdict.main = verdict.reasons.length ? verdict.reasons[0] : null;
  verdict.exit = verdict.lights.whole !== "green" ? 6 : LIGHTS.every((light) => verdict.lights[light] === "green") ? 0 : 7;
  return verdict;
}

// What this look adds to what was seen before, or null: only what is proven genuine is remembered.
function seenNow(verdict) {
  if (verdict.lights.genuine !== "green") return null;
  const status = verdict.word.counts ? verdict.word.record : null;
  const stopped = status ? status.recalled.filter(({ severity }) => severity === "stop") : [];
  return {
    root: verdict.root.version,
    status: status ? status.version : 0,
    releases: { [verdict.release.id]: verdict.release.version },
    recalled: stopped.map(({ id, first, last }) => [id, first, last]),
  };
}

// Both together: the higher numbers, and every recall.
function higherOf(a, b) {
  const [one, two] = [a, b].map((seen) => ({ ...NOTHING_SEEN, ...(seen || {}) }));
  const releases = { ...one.releases };
  for (const [id, version] of Object.entries(two.releases)) releases[id] = Math.max(version, has(releases, id) ? releases[id] : 0);
  const recalled = new Map([...one.recalled, ...two.recalled].map((recall) => [recall.join(" "), recall]));
  return {
    root: Math.max(one.root, two.root),
    status: Math.max(one.status, two.status),
    releases,
    recalled: [...recalled.values()].sort((x, y) => byteOrder(x[0], y[0]) || x[1] - y[1] || x[2] - y[2]),
  };
}
