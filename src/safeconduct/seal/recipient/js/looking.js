// SPDX-License-Identifier: Apache-2.0
// One look: read and hash once; judge again whenever the reader tells something more.

const look = { whole: null, verdict: null, newer: null, files: 0, nested: "", number: 0 };

// Tells how far it is, and lets the browser draw.
function progressOf(total, number) {
  const bar = byId("busy").querySelector("progress");
  const text = byId("busy").querySelector("p");
  let done = 0;
  let drawn = 0;
  let spoken = -1;
  return async (bytes) => {
    if (number !== look.number) throw new Interrupted();
    done += bytes;
    if (Date.now() - drawn < 60) return;
    drawn = Date.now();
    const percent = total ? Math.min(99, Math.floor((100 * done) / total)) : 0;
    bar.value = percent;
    // A screen reader hears every tenth, not every one.
    if (Math.floor(percent / 10) !== spoken) {
      spoken = Math.floor(percent / 10);
      text.replaceChildren(...said("busy", String(percent)));
    }
    await new Promise((go) => setTimeout(go, 0));
  };
}

function draw() {
  document.documentElement.lang = language;
  document.title = pageWord("title");
  document.querySelectorAll("[data-word]").forEach((node) => {
    node.textContent = pageWord(node.dataset.word);
  });
  document.querySelectorAll(".day").forEach((node) => node.replaceChildren(...said("today", today())));
  drawLegend();
  const { verdict, whole } = look;
  show(byId("verdict"), verdict !== null);
  show(byId("panels"), verdict !== null && verdict.release !== null);
  show(byId("first-day"), verdict === null);
  show(byId("print"), verdict !== null);
  show(byId("forget"), kept(SEEN_KEY) !== null || kept(TRUSTED_KEY) !== null);
  if (verdict === null) {
    show(byId("digits"), false);
    return;
  }
  drawSentence(verdict);
  drawLights(verdict);
  drawAlso(verdict);
  drawTold(verdict);
  drawFacts(verdict, look.files);
  drawDigits(verdict.digits || null);
  drawSeen(verdict, verdict.digits);
  drawNewer(verdict.word, look.newer);
  drawReceipt(whole, verdict);
  byId("hint").replaceChildren(...(look.nested ? said("nested", shown(look.nested)) : []));
  show(byId("hint"), look.nested !== "");
  document.body.dataset.verdict = JSON.stringify(verdictTold(verdict, language));
}

function judgeAgain() {
  if (look.whole) {
    const { release, own } = look.whole;
    const first = own.get(FIRST_ROOT);
    const digits = first ? spokenGroups(sha256(first)) : null;
    const seen = higherOf(seenOf(digits), seenTyped(release && release.id));
    look.verdict = judge(look.whole, { today: today(), trusted: trustedTyped(), seen, newer: look.newer });
    const now = seenNow(look.verdict);
    if (now) keepSeen(digits, higherOf(seenOf(digits), now));
  }
  draw();
}

function failed(fault) {
  look.whole = null;
  look.verdict = null;
  delete document.body.dataset.verdict;
  draw();
  byId("complaint").replaceChildren(...said("fault", String((fault && fault.message) || fault).slice(0, 200)));
}

// Looks at {zip: Blob} or {folder: [[name, Blob], …]}.
async function lookAt(given) {
  look.number += 1;
  const { number } = look;
  Object.assign(look, { whole: null, verdict: null, newer: null, nested: "" });
  delete document.body.dataset.verdict;
  byId("complaint").replaceChildren();
  draw();
  show(byId("busy"), true);
  try {
    const total = given.zip ? given.zip.size : given.folder.reduce((sum, [, blob]) => sum + blob.size, 0);
    const whole = await looked(given, progressOf(total, number));
    if (number !== look.number) return;
    look.whole = whole;
    look.files = whole.files;
    if (given.folder && !whole.release) {
      const inside = given.folder.map(([name]) => name).filter((name) => /^[^/]+\/seal\/release\.json$/.test(name));
      if (inside.length === 1) look.nested = inside[0].split("/")[0];
    }
    judgeAgain();
    byId("verdict").focus({ preventScroll: true });
    globalThis.scrollTo(0, 0);
  } catch (fault) {
    if (!(fault instanceof Interrupted)) failed(fault);
  } finally {
    if (number === look.number) show(byId("busy"), false);
  }
}
