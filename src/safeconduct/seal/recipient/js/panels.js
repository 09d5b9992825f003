// SPDX-License-Identifier: Apache-2.0
// What the reader may tell the page: the trusted digits, numbers seen before, a newer word, the digits of a receipt.

const onlyDigits = (text) => text.replace(/[^0-9]/g, "");
const inFives = (digits) => digits.replace(/(.{5})(?=.)/g, "$1 ");

// The forty digits that were typed, in groups; null until there are forty.
function trustedTyped() {
  const digits = onlyDigits(byId("trusted").value);
  return digits.length === 40 ? inFives(digits) : null;
}

function numberTyped(id) {
  const digits = onlyDigits(byId(id).value).slice(0, 15);
  return digits ? Number(digits) : 0;
}

function seenTyped(releaseId) {
  const version = numberTyped("seen-release");
  return {
    root: numberTyped("seen-root"),
    status: numberTyped("seen-status"),
    releases: releaseId && version ? { [releaseId]: version } : {},
  };
}

function drawDigits(digits) {
  const groups = digits ? digits.split(" ") : [];
  byId("our-digits").replaceChildren(...groups.map((group) => element("li", "", group)));
  show(byId("digits"), groups.length > 0);
  const typed = trustedTyped();
  const count = onlyDigits(byId("trusted").value).length;
  const told = byId("trusted-told");
  told.className = typed === null ? "" : typed === digits ? "green" : "red";
  if (typed !== null) {
    told.replaceChildren(sign(told.className), element("span", "", pageWord(typed === digits ? "digits-same" : "digits-differ")));
  } else {
    told.replaceChildren(...(count ? said("digits-count", String(count)) : []));
  }
  const isKept = typed !== null && trustedKept() === typed;
  show(byId("remember"), typed !== null && typed === digits && !isKept && canKeep());
  if (isKept) told.append(element("span", "", pageWord("remembered")));
}

function drawSeen(verdict, digits) {
  const now = seenNow(verdict);
  const seen = higherOf(seenOf(digits), now);
  const id = verdict.release && verdict.release.id;
  const version = id && has(seen.releases, id) ? seen.releases[id] : 0;
  const rows = [["seen-root", seen.root], ["seen-status", seen.status], ["seen-release", version]];
  byId("seen-now").replaceChildren(
    ...rows.flatMap(([key, number]) => [element("dt", "", pageWord(key)), element("dd", "", number ? String(number) : "–")]),
  );
  const isAble = canKeep();
  byId("seen-told").textContent = pageWord(!now ? "seen-not-yet" : isAble ? "seen-kept" : "seen-write");
  if (!isAble && now) byId("seen").open = true;
}

function drawNewer(word, newer) {
  const told = byId("newer-told");
  show(byId("newer-back"), newer !== null);
  if (newer === null || !word) told.replaceChildren();
  else if (word.kept) told.replaceChildren(...said("newer-older", String(word.record.version)));
  else if (word.counts) told.replaceChildren(...said("newer-used", String(word.record.version)));
  else told.replaceChildren(...said("newer-bad"));
}

function drawReceipt(whole, verdict) {
  const challenge = onlyDigits(byId("challenge").value);
  const told = byId("receipt-code");
  const isFit = whole.releaseDigest && ["whole", "genuine"].every((light) => /green|yellow/.test(verdict.lights[light]));
  told.className = isFit ? "" : "words";
  if (challenge.length !== 8) told.replaceChildren();
  else told.textContent = isFit ? receiptCode(challenge, whole.releaseDigest) : pageWord("receipt-none");
}
