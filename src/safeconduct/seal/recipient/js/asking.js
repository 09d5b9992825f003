// SPDX-License-Identifier: Apache-2.0
// The page as such: its parts, its language, and texts, which reach it as text and never as markup.

const LANGUAGES = { en: "English", uk: "Українська", ko: "조선말", ru: "Русский" };
const byId = (id) => document.getElementById(id);
let language = "en";

const pageWord = (key) => WORDS[language].page[key];

// A text of the package on its own, so that its direction leaves its neighbours alone.
function foreign(text, tag) {
  const made = document.createElement("bdi");
  made.textContent = seenText(text);
  if (text.length <= 20) made.className = "short";
  if (tag) made.lang = tag;
  return made;
}

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

const nodesOf = (parts) => parts.map(([text, isForeign]) => (isForeign ? foreign(text) : document.createTextNode(text)));
const said = (key, what = "", file = "") => nodesOf(sentenceParts(pageWord(key), { what, file }));

function show(node, isShown) {
  node.hidden = !isShown;
}

// The day by this computer's clock, in its own zone.
function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${String(now.getFullYear()).padStart(4, "0")}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
