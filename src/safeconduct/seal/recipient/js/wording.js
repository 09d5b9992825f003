// SPDX-License-Identifier: Apache-2.0
// Sentences: WORDS (from words.toml) filled in with what a reason names, in the reader's language.

// The text in the language of the reader, or else in English, or else the first.
function inLanguage(texts, language) {
  const tags = Object.keys(texts).sort();
  const near = tags.find((tag) => tag === language) || tags.find((tag) => tag.startsWith(`${language}-`));
  const tag = near || (has(texts, "en") ? "en" : tags[0]);
  return { tag, text: texts[tag] };
}

function whatOf(reason, language) {
  const { what } = reason;
  if (reason.code === "recalled" || reason.code === "care") {
    const told = what.map(({ steps, reason: why }) => [steps.join(", "), inLanguage(why, language).text]);
    return told.map((pair) => pair.filter(Boolean).join(": ")).join(" ");
  }
  return typeof what === "string" ? what : inLanguage(what, language).text;
}

// [[text, whether it comes from the package]…] of a sentence with {file} and {what} filled in.
function sentenceParts(template, filled) {
  return template.split(/(\{file\}|\{what\})/).filter(Boolean).map((part) => {
    const named = /^\{(file|what)\}$/.exec(part);
    return named ? [filled[named[1]], true] : [part, false];
  });
}

function partsOf(reason, language) {
  const words = WORDS[language];
  if (!reason) return [[words.whole_kit, false]];
  const what = seenText(whatOf(reason, language).replace(/\s*\n\s*/g, " "));
  return sentenceParts(words[reason.code], { file: shown(reason.file), what });
}

const plainSentence = (reason, language) => partsOf(reason, language).map(([text]) => text).join("");

// The machine's view of a verdict: what tests compare.  <body data-verdict> holds it as JSON after every look.
function verdictTold(verdict, language) {
  const { lights, main, exit } = verdict;
  return {
    lights,
    reasons: verdict.reasons.map(({ light, colour, code, file }) => ({ light, colour, code, file })),
    code: main ? main.code : "",
    file: main ? main.file : "",
    exit,
    sentence: plainSentence(main, language),
  };
}
