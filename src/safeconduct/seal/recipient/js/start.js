// SPDX-License-Identifier: Apache-2.0
// The start of the page.

function speak(tag) {
  language = tag;
  byId("languages").setAttribute("aria-label", pageWord("languages"));
  byId("languages").querySelectorAll("button").forEach((button) => button.setAttribute("aria-pressed", String(button.lang === tag)));
  draw();
}

function offerLanguages() {
  for (const [tag, name] of Object.entries(LANGUAGES)) {
    const button = element("button", "", name);
    button.type = "button";
    button.lang = tag;
    button.addEventListener("click", () => speak(tag));
    byId("languages").append(button);
  }
}

const wished = (navigator.languages || [navigator.language]).map((tag) => String(tag).slice(0, 2).toLowerCase());
offerLanguages();
choosingWith("choose-folder", "folder", (files) => folderChosen(files));
choosingWith("choose-zip", "zip", (files) => lookAt({ zip: files[0] }));
choosingWith("choose-newer", "newer-files", (files) => newerGiven(files).catch(failed));
listenForDrops();
for (const id of ["trusted", "seen-root", "seen-status", "seen-release", "challenge"]) byId(id).addEventListener("input", judgeAgain);
byId("newer-back").addEventListener("click", () => {
  look.newer = null;
  judgeAgain();
});
byId("remember").addEventListener("click", () => {
  if (!keep(TRUSTED_KEY, trustedTyped())) complain("not-kept");
  judgeAgain();
});
byId("forget").addEventListener("click", () => {
  forgetAll();
  byId("trusted").value = "";
  look.verdict = null;
  look.whole = null;
  delete document.body.dataset.verdict;
  draw();
  byId("forgotten").textContent = pageWord("forgotten");
});
byId("print").addEventListener("click", () => globalThis.print());
byId("trusted").value = trustedKept() || "";
speak(wished.find((tag) => has(LANGUAGES, tag)) || "en");
