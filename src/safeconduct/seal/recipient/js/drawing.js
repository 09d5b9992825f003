// SPDX-License-Identifier: Apache-2.0
// The verdict as it is seen: every light by word, shape and colour.

const MOST_SHOWN = 40;

// A ring with a tick, a triangle, an octagon with a cross, a broken ring.
const sign = (colour) => byId(`sign-${colour}`).content.firstElementChild.cloneNode(true);

const worded = (light) => light.replace("_", "-");

function drawSentence(verdict) {
  const colour = verdict.main ? verdict.main.colour : "green";
  const box = byId("sentence");
  box.className = colour;
  box.replaceChildren(sign(colour), element("p", "", ...nodesOf(partsOf(verdict.main, language))));
}

function drawLights(verdict) {
  const words = WORDS[language];
  byId("lights").replaceChildren(
    ...LIGHTS.map((light) => {
      const colour = verdict.lights[light];
      return element(
        "li",
        colour,
        sign(colour),
        element("span", "name", words[`light-${worded(light)}`]),
        element("span", "says", words[colour]),
        element("span", "asks", pageWord(`asks-${worded(light)}`)),
      );
    }),
  );
}

function drawAlso(verdict) {
  const others = verdict.reasons.slice(1);
  const lines = others.slice(0, MOST_SHOWN).map((reason) =>
    element("li", reason.colour, sign(reason.colour), element("span", "", ...nodesOf(partsOf(reason, language)))),
  );
  if (others.length > MOST_SHOWN) {
    lines.push(element("li", "", element("p", "", ...said("more", String(others.length - MOST_SHOWN)))));
  }
  byId("also").querySelector("ul").replaceChildren(...lines);
  show(byId("also"), others.length > 0);
}

function quoted(box, colour, texts, ...heads) {
  const { tag, text } = inLanguage(texts, language);
  const told = element("p", "", foreign(text, tag));
  box.append(element("blockquote", colour, ...heads.filter(Boolean).map((head) => element("p", "small", ...head)), told));
}

function drawTold(verdict) {
  const [recalls, conditions] = [byId("recalls"), byId("conditions")];
  for (const box of [recalls, conditions]) box.querySelectorAll("blockquote").forEach((old) => old.remove());
  for (const { code, colour, what } of verdict.reasons) {
    if (code !== "recalled" && code !== "care") continue;
    for (const recall of what) {
      const steps = recall.steps.length ? said("recall-steps", recall.steps.join(", ")) : null;
      const instead = recall.replaced_by ? said("recall-replaced", String(recall.replaced_by)) : null;
      quoted(recalls, colour, recall.reason, said("recall-on", recall.on), steps, instead);
    }
  }
  for (const { role, record } of verdict.attested) {
    if (Object.keys(record.conditions).length) {
      quoted(conditions, "yellow", record.conditions, [foreign(role), `, ${record.on}`]);
    }
  }
  for (const box of [recalls, conditions]) show(box, box.querySelector("blockquote") !== null);
}

function drawFacts(verdict, files) {
  const { release, root } = verdict;
  const lines = [];
  const line = (key, ...told) => lines.push(element("dt", "", pageWord(key)), element("dd", "", ...told));
  if (release && root) {
    const title = inLanguage(release.titles, language);
    const press = inLanguage(root.name, language);
    line("fact-title", foreign(title.text, title.tag));
    line("fact-release", ...said("fact-version", String(release.version), release.id));
    line("fact-status", release.status === "final" ? pageWord("final") : WORDS[language]["specimen-mark"]);
    line("fact-issued", release.issued);
    line("fact-until", release.expires || pageWord("no-end"));
    line("fact-press", foreign(press.text, press.tag));
    line("fact-files", files.toLocaleString(language));
  }
  byId("facts").querySelector("dl").replaceChildren(...lines);
  show(byId("facts"), lines.length > 0);
}

function drawLegend() {
  const lines = COLOURS.map((colour) => [colour, WORDS[language][colour]]);
  const order = [lines[2], lines[1], lines[0], lines[3]];
  byId("legend").replaceChildren(...order.map(([colour, word]) => element("li", colour, sign(colour), element("span", "", word))));
}
