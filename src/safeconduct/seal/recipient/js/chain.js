// SPDX-License-Identifier: Apache-2.0
// Whose keys count: the chain of roots, and what a signature is worth under one (docs/package.md, "Keys and signatures").

// The signature files that lie beside `signed`: [[name, KEYID, bytes or null]…], sorted.
function signaturesBeside(own, signed) {
  const found = [];
  for (const [name, bytes] of own) {
    const form = SIGNATURE_FORM.exec(name);
    if (form && form[1] === signed) found.push([name, form[2], bytes]);
  }
  return found.sort(([a], [b]) => byteOrder(a, b));
}

const mayStillSign = (key, day) => key.until === null || key.until >= day;

// The key of one signature file when it is as it should be, null when it is by a revoked key; throws Malformed.
// `listed` finds the key line of a KEYID in the role, `revoked` says whether a KEYID is.
function signerOf(bytes, id, namespace, message, listed, revoked) {
  hold(bytes !== null, "unreadable, or too long");
  const signature = signatureIn(bytes, namespace);
  hold(signature.key.id === id, "named after another key");
  if (revoked(id)) return null;
  hold(listed(id).includes(signature.key.line), "a key that the role does not have");
  hold(isRight(signature, namespace, message), "the signature does not match");
  return id;
}

const inRole = (root, role, id) => root !== null && has(root.roles, role) && root.roles[role].keys.includes(id);
const linesFor = (roots, role) => (id) => roots.filter((root) => inRole(root, role, id)).map((root) => root.keys[id].key);
const revokedIn = (roots) => (id) => roots.some((root) => root !== null && has(root.revoked, id));

// Judges every signature beside `signed`: {bad: [names], ids: [those that are right]}.
function signersBeside(own, signed, namespace, roots, role) {
  const bad = [];
  const ids = [];
  for (const [name, id, bytes] of signaturesBeside(own, signed)) {
    try {
      const signer = signerOf(bytes, id, namespace, own.get(signed), linesFor(roots, role), revokedIn(roots));
      if (signer) ids.push(signer);
    } catch (fault) {
      if (!(fault instanceof Malformed)) throw fault;
      bad.push(name);
    }
  }
  return { bad, ids };
}

function enough(ids, root, role, day) {
  const counting = ids.filter((id) => inRole(root, role, id) && mayStillSign(root.keys[id], day));
  return counting.length >= root.roles[role].threshold;
}

// Signatures of a file under the newest root: {faults: the names that are to be accused, counts: whether enough are good}.
// A bad one beside enough good ones is a fault, but does not silence what was signed.
function signedBy(own, signed, namespace, root, role, day) {
  const { bad, ids } = signersBeside(own, signed, namespace, [root], role);
  const counts = enough(ids, root, role, day);
  return { faults: bad.length || counts ? bad : [signed], counts };
}

function linkFaults(own, name, version, before) {
  const bytes = own.get(name);
  let root;
  try {
    hold(bytes, "missing, unreadable or too long");
    root = rootFrom(bytes);
    hold(root.version === version, "another version than its name says");
  } catch (fault) {
    if (!(fault instanceof Malformed)) throw fault;
    return [null, [name]];
  }
  const { bad, ids } = signersBeside(own, name, "safeconduct.root", before ? [before, root] : [root], "root");
  if (bad.length) return [null, bad];
  const holds = (before === null || enough(ids, before, "root", root.issued)) && enough(ids, root, "root", root.issued);
  return holds ? [root, []] : [null, [name]];
}

// {roots: those that hold, faults: the files at which the chain breaks}.
function chainOf(own) {
  let highest = 1;
  for (const name of own.keys()) {
    const signature = SIGNATURE_FORM.exec(name);
    const form = ROOT_FORM.exec(signature ? signature[1] : name);
    if (form) highest = Math.max(highest, Number(form[1]));
  }
  const roots = [];
  for (let version = 1; version <= highest; version += 1) {
    const [root, faults] = linkFaults(own, rootFile(version), version, roots.length ? roots[roots.length - 1] : null);
    if (!root) return { roots, faults };
    roots.push(root);
  }
  return { roots, faults: [] };
}
