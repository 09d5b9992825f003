// SPDX-License-Identifier: Apache-2.0
// What the page remembers on this computer: the highest numbers seen of a press, and, on a click, the trusted digits.
// A browser may refuse (a page from a file has no rights to a store): then everything is shown, to be written down.

const SEEN_KEY = "safeconduct.seen.1";
const TRUSTED_KEY = "safeconduct.trusted.1";

function kept(key) {
  try {
    return JSON.parse(globalThis.localStorage.getItem(key));
  } catch {
    return null;
  }
}

// Returns whether it was kept.
function keep(key, value) {
  try {
    globalThis.localStorage.setItem(key, JSON.stringify(value));
    return globalThis.localStorage.getItem(key) === JSON.stringify(value);
  } catch {
    return false;
  }
}

function canKeep() {
  try {
    const before = globalThis.localStorage.length;
    globalThis.localStorage.setItem("safeconduct.trial", "1");
    globalThis.localStorage.removeItem("safeconduct.trial");
    return globalThis.localStorage.length === before;
  } catch {
    return false;
  }
}

// Whoever can write to the store can write anything: what is not numbers of a press is not believed.
function seenOf(digits) {
  const all = kept(SEEN_KEY);
  const isRecall = (one) => Array.isArray(one) && one.length === 3 && isForm(ID)(one[0]) && isCount(one[1]) && isCount(one[2]);
  const isSeen = hasFields({
    root: Number.isSafeInteger, status: Number.isSafeInteger, releases: isTableOf(isForm(ID), isCount), recalled: isList(isRecall),
  });
  if (!digits || !isTable(all) || !has(all, digits) || !isTable(all[digits])) return null;
  const seen = { recalled: [], ...all[digits] };
  return isSeen(seen) ? seen : null;
}

function keepSeen(digits, seen) {
  const all = kept(SEEN_KEY);
  return keep(SEEN_KEY, { ...(isTable(all) ? all : {}), [digits]: seen });
}

function trustedKept() {
  const digits = kept(TRUSTED_KEY);
  return typeof digits === "string" && /^([0-9]{5} ){7}[0-9]{5}$/.test(digits) ? digits : null;
}

function forgetAll() {
  try {
    [SEEN_KEY, TRUSTED_KEY].forEach((key) => globalThis.localStorage.removeItem(key));
  } catch {
    // Where nothing can be kept, nothing is left.
  }
}
