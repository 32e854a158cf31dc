// Questions to go on with: headings of what was found that are questions themselves and were not asked yet.
import { make, tell } from "./words.js";

const folded = (words) => words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

export function next(answer, asked) {
  if (answer.outcome === "out_of_scope") return [];
  const cited = new Set(answer.citations.map((one) => one.passage));
  const beside = answer.considered.filter((one) => !cited.has(one.passage));
  const seen = new Set(asked.map(folded));
  const found = [];
  for (const { heading, language } of [...beside, ...answer.citations]) {
    for (const words of heading.toReversed()) {
      if (language !== answer.language || !words.endsWith("?") || words.length > 160 || seen.has(folded(words))) continue;
      seen.add(folded(words));
      found.push(words);
    }
  }
  return found.slice(0, 3);
}

export function suggestions(words, lang, ask) {
  const list = make("ul", { class: "suggestions" });
  for (const one of words) {
    const choose = make("button", { type: "button", "data-part": "suggestion", lang }, one);
    choose.addEventListener("click", () => ask(one));
    list.append(make("li", {}, choose));
  }
  return make("div", { class: "next" }, tell("h3", "go_on"), list);
}
