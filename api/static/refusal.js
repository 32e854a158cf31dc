// No answer: what was searched, what comes nearest, who helps, and how to ask so that there may be one.
import { button, day, make, placeWords, say, spoken, tell } from "./words.js";
import { searched } from "./library.js";
import { linked } from "./marks.js";

export function refusal(answer, wishes, opens) {
  const element = make("div", { class: "refusal" });
  element.append(linked(make("p", { "data-part": "contact", lang: answer.language }), answer.message));
  if (answer.outcome === "unavailable") return element;
  const count = searched(wishes);
  const today = answer.as_of ?? new Date().toISOString();
  if (count) element.append(spoken(make("p", { class: "quiet", "data-part": "searched" }), () => say("searched", { count, date: day(today) })));
  const list = make("ul", { class: "nearest", "data-part": "nearest" });
  for (const hit of answer.considered.slice(0, 3)) {
    const text = hit.text.length > 260 ? `${hit.text.slice(0, 260)} …` : hit.text;
    list.append(make("li", {},
      make("p", {}, make("strong", { lang: hit.language }, hit.title), spoken(make("span", { class: "where" }), () => placeWords(hit))),
      make("blockquote", { lang: hit.language }, text), opens(button("open"), hit)));
  }
  if (list.children.length) element.append(tell("h3", "nearest"), list);
  element.append(tell("h3", "better"), make("ul", { class: "better", "data-part": "better" }, ...["better_1", "better_2", "better_3"].map((key) => tell("li", key))));
  return element;
}
