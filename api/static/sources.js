// The sources of an answer: a publication once, with the places it is cited at; and all of it as plain text.
import { button, dateWords, day, make, pageWords, placeWords, say, spoken, tell } from "./words.js";
import { old, replaced } from "./library.js";
import { flags, original } from "./marks.js";

// ``opens(element, source)`` makes an element open the page of a source.
export function sources(answer, opens) {
  const element = make("details", { "data-part": "sources" });
  const groups = new Map();
  for (const one of answer.citations) groups.set(one.publication, [...(groups.get(one.publication) ?? []), one]);
  element.append(spoken(make("summary"), () => say("sources", { count: groups.size })));
  for (const places of groups.values()) {
    const [first] = places;
    const list = make("ul");
    for (const place of places) {
      const open = spoken(make("button", { type: "button", class: "place" }),
        () => [`[${answer.citations.indexOf(place) + 1}]`, pageWords(place), place.heading.at(-1)].filter(Boolean).join(" · "));
      spoken(open, () => `${say("open")}: ${open.textContent}`, "aria-label");
      list.append(make("li", {}, opens(open, place)));
    }
    element.append(make("section", { class: "publication" },
      make("p", {}, make("strong", { lang: first.language }, first.title), spoken(make("span", { class: "where" }), () => dateWords(first)), ...flags(first, answer.language)),
      list, tell("a", "original", { href: original(first), target: "_blank", rel: "noopener" })));
  }
  return element;
}

// Said once where any of them is old; that one was replaced, the service says.
export function notices({ citations }) {
  const aged = citations.filter((one) => old(one) && !replaced(one));
  const titles = [...new Set(aged.map((one) => one.title))].join(", ");
  return aged.length ? [() => say("old_notice", { titles, date: day(aged[0].issued) })] : [];
}

function plain(question, answer) {
  const numbers = new Map(answer.citations.map((source, index) => [source.id, index + 1]));
  const lines = answer.statements.map((one) => `${one.text} ${one.citations.map((id) => `[${numbers.get(id)}]`).join("")}`);
  const list = answer.citations.map((source, index) =>
    `[${index + 1}] ${source.title}, ${placeWords(source)}, ${new URL(original(source) ?? "/", location.href)}`);
  return [question, "", ...(lines.length ? lines : [answer.message]), "", ...list, ...answer.notices, answer.disclosure].join("\n");
}

export function copying(question, answer, announce) {
  const copy = button("copy", { "data-part": "copy" });
  copy.addEventListener("click", async () => {
    const done = await navigator.clipboard.writeText(plain(question, answer)).then(() => "copied", () => "not_copied");
    spoken(copy, () => say(done));
    announce(say(done));
    setTimeout(() => spoken(copy, () => say("copy")), 2000);
  });
  return copy;
}
