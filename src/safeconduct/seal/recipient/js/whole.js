// SPDX-License-Identifier: Apache-2.0
// The light WHOLE: every file is there, is the one that is listed, and no other is.  Reads and hashes; nobody's word is asked yet.

const because = (light, colour, code, file = "", what = "") => ({ light, colour, code, file, what });

// What is found out about a package once, whatever is asked of it later:
//   reasons   those of WHOLE
//   own       Map of the names of own files -> bytes, or null where they could not be read or are too long
//   release   the release, or null: then nobody's word can be judged
//   releaseDigest, and how many files there are
function nothingFound(code) {
  return { reasons: [because("whole", "red", code)], own: new Map(), release: null, releaseDigest: null, files: 0 };
}

async function readOwn(source, told) {
  const own = new Map();
  const unreadable = [];
  for (const [name, stretch] of source) {
    if (!isOwn(name)) continue;
    const fits = stretch.size <= mostBytesOf(name);
    try {
      own.set(name, fits ? (await stretch.read(0, stretch.size)).slice() : null);
    } catch {
      own.set(name, null);
      unreadable.push(name);
    }
    await told(stretch.size);
  }
  return [own, unreadable];
}

const AT_ONCE = 32; // asking for one little file after another takes a browser milliseconds each
const AT_ONCE_BYTES = 8 << 20;

// `names` in groups that are read at once: little files of a folder together, all else one by one.
function* groupsOf(names, source) {
  let group = [];
  let bytes = 0;
  for (const name of names) {
    const { size, window } = source.get(name);
    const isStretch = window.blob.size !== size; // of a ZIP: its window is not to be torn to and fro
    if (group.length && (isStretch || group.length === AT_ONCE || bytes + size > AT_ONCE_BYTES)) {
      yield group;
      [group, bytes] = [[], 0];
    }
    group.push(name);
    bytes += size;
  }
  if (group.length) yield group;
}

// Compares the listed files with their digests; returns the names of those that are right.
async function compare(source, digests, accuse, told) {
  const right = new Set();
  const there = [];
  for (const name of digests.keys()) {
    if (source.has(name)) there.push(name);
    else accuse("missing", name);
  }
  const compareOne = async (name) => {
    let digest;
    try {
      digest = await digestOf(source.get(name), told);
    } catch (fault) {
      if (fault instanceof Interrupted) throw fault;
      accuse("unreadable", name);
      return;
    }
    if (digest === digests.get(name)) right.add(name);
    else accuse("altered", name);
  };
  for (const group of groupsOf(there, source)) await Promise.all(group.map(compareOne));
  return right;
}

async function listIn(source, name, read) {
  const stretch = source.get(name);
  hold(stretch.size <= MOST_LIST, "too long");
  return read(await stretch.read(0, stretch.size));
}

async function wholeOf(source, told) {
  if (!source.has(RELEASE)) return nothingFound("not-a-package");
  const reasons = [];
  const accuse = (code, file) => reasons.push(because("whole", "red", code, file));
  const names = [...source.keys()].sort(byteOrder);
  const faulty = new Set(faultyNames(names));
  faulty.forEach((name) => accuse("name", name));
  const [own, unreadable] = await readOwn(source, told);
  unreadable.forEach((name) => accuse("unreadable", name));
  const missing = [...TAG_FILES, FIRST_ROOT].filter((name) => !source.has(name));

  const bytes = own.get(RELEASE);
  let release = null;
  try {
    hold(bytes !== null, "unreadable, or too long");
    release = releaseFrom(bytes);
  } catch (fault) {
    if (!(fault instanceof Malformed)) throw fault;
    if (!unreadable.includes(RELEASE)) accuse("form", RELEASE);
    missing.forEach((name) => accuse("missing", name));
    return { reasons, own, release, releaseDigest: null, files: names.length };
  }
  if (missing.includes(FIRST_ROOT)) accuse("missing", FIRST_ROOT);

  const digests = new Map(Object.entries(release.digests));
  const right = await compare(source, digests, accuse, told);
  const formed = async (name, read) => {
    if (!right.has(name)) return null;
    try {
      return await listIn(source, name, read);
    } catch (fault) {
      accuse(fault instanceof Malformed ? "form" : "unreadable", name);
      return null;
    }
  };
  await formed(BAGIT, (content) => hold(sameBytes(content, utf8(BAGIT_TEXT)), "another bagit.txt"));
  await formed(TAG_CHECKSUMS, (content) => {
    const others = { ...release.digests };
    delete others[TAG_CHECKSUMS];
    hold(sameBytes(content, utf8(listText(others))), "another list than the release's");
  });
  const payload = await formed(CHECKSUMS, (content) => {
    const listed = checksumsOf(content);
    for (const path of listed.keys()) hold(path.startsWith("data/"), "a path outside data/");
    return listed;
  });
  if (payload) await compare(source, payload, accuse, told);
  for (const name of names) {
    if (faulty.has(name) || isOwn(name)) continue;
    const listed = name.startsWith("data/") ? payload === null || payload.has(name) : has(release.digests, name);
    if (!listed) accuse("unlisted", name);
  }
  return { reasons, own, release, releaseDigest: hex(sha256(bytes)), files: names.length };
}

// The whole of a file or folder that somebody gave: `given` is {zip: Blob} or {folder: [[name, Blob], …]}.
async function looked(given, told) {
  let source;
  if (given.zip) {
    try {
      if (!(await looksLikeZip(given.zip))) return nothingFound("not-a-package");
      source = await sourceOfZip(given.zip);
    } catch (fault) {
      return nothingFound(fault instanceof NotOurZip ? "zip" : "unreadable");
    }
  } else {
    source = sourceOfFolder(given.folder);
  }
  return wholeOf(source, told);
}
