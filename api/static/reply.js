// One question and its reply.
import { make, pageWords, placeWords, say, spoken } from "./words.js";
import { open } from "./view.js";

const byId = (id) => document.getElementById(id);
const button = (words, attributes = {}) => spoken(make("button", { type: "button", ...attributes }), words);

function opens(element, source) {
  element.addEventListener("click", () => open(source, element));
  return element;
}

export class Reply {
  constructor(question) {
    this.question = question;
    this.numbers = new Map();
    this.list = make("ol", { class: "statements", role: "list" });
    this.element = make("article", { "data-part": "answer", class: "reply" }, spoken(make("h3", { class: "unseen" }), () => say("we")), this.list);
    this.asked = make("div", { class: "asked" }, spoken(make("span", { class: "unseen" }), () => `${say("you")}: `), question);
    byId("welcome").hidden = true;
    byId("talk").append(this.asked, this.element);
    this.show();
  }

  // The question above its reply; only the reply where the question would fill the view.
  show() {
    const talk = byId("talk");
    const first = this.asked.clientHeight > 0.4 * talk.clientHeight ? this.element : this.asked;
    talk.scrollTop += first.getBoundingClientRect().top - talk.getBoundingClientRect().top - 10;
  }

  statement({ text, sources }) {
    const item = make("li", { "data-part": "statement", lang: sources[0]?.language }, text);
    for (const source of sources) {
      if (!this.numbers.has(source.id)) this.numbers.set(source.id, this.numbers.size + 1);
      const number = this.numbers.get(source.id);
      const cite = make("button", { type: "button", class: "cite", "data-part": "citation" }, String(number));
      spoken(cite, () => say("cite", { number, title: source.title, page: pageWords(source) }), "aria-label");
      spoken(cite, () => placeWords(source), "title");
      item.append(" ", opens(cite, source));
    }
    this.list.append(item);
  }

  finish(answer) {
    for (const notice of answer.notices) this.note(notice, answer.language, "note quiet");
    if (answer.statements.length) this.sources(answer);
    else this.refusal(answer);
    this.tools(answer);
    this.note(answer.disclosure, answer.language, "quiet");
    this.element.dataset.outcome = answer.outcome;
    byId("status").textContent = answer.statements.length ? say("done", { count: answer.statements.length }) : say("refused");
    this.show();
  }

  note(words, lang, look) {
    this.element.append(make("p", { class: look, "data-part": "notice", lang }, words));
  }

  sources(answer) {
    const list = make("ol", { class: "sources" });
    for (const source of answer.citations) {
      list.append(make("li", {}, make("strong", { lang: source.language }, source.title),
        spoken(make("span", { class: "place" }), () => placeWords(source)),
        make("span", { class: "tools" }, opens(button(() => say("open")), source),
          spoken(make("a", { href: source.url, target: "_blank", rel: "noopener" }), () => say("original")))));
    }
    this.element.append(make("details", { "data-part": "sources" }, spoken(make("summary"), () => say("sources", { count: answer.citations.length })), list));
  }

  refusal(answer) {
    this.list.remove();
    this.element.append(make("p", { "data-part": "contact", lang: answer.language }, answer.message));
    const list = make("ul", { class: "nearest", "data-part": "nearest" });
    for (const hit of answer.considered.slice(0, 3)) {
      const text = hit.text.length > 260 ? `${hit.text.slice(0, 260)} …` : hit.text;
      list.append(make("li", {}, make("p", { class: "quiet" }, make("strong", { lang: hit.language }, hit.title), spoken(make("span", { class: "place" }), () => placeWords(hit))),
        make("p", { lang: hit.language }, text), opens(button(() => say("open")), hit)));
    }
    if (list.children.length) this.element.append(spoken(make("p"), () => `${say("nearest")}:`), list);
  }

  tools(answer) {
    const copy = button(() => say("copy"), { "data-part": "copy" });
    copy.addEventListener("click", async () => {
      const done = await navigator.clipboard.writeText(plain(this.question, answer)).then(() => "copied", () => "not_copied");
      copy.textContent = byId("status").textContent = say(done);
      setTimeout(() => (copy.textContent = say("copy")), 2000);
    });
    const print = button(() => say("print"), { "data-part": "print" });
    print.addEventListener("click", () => window.print());
    this.element.append(make("div", { class: "tools" }, copy, print));
  }

  fail(key) {
    this.element.append(spoken(make("p", { class: "note", role: "alert" }), () => say(key)));
    this.element.dataset.outcome = "unavailable";
  }
}

function plain(question, answer) {
  const numbers = new Map(answer.citations.map((source, index) => [source.id, index + 1]));
  const lines = answer.statements.map((one) => `${one.text} ${one.citations.map((id) => `[${numbers.get(id)}]`).join("")}`);
  const sources = answer.citations.map((source, index) =>
    `[${index + 1}] ${source.title}, ${placeWords(source)}, ${new URL(source.url, location.href)}`);
  return [question, "", ...(lines.length ? lines : [answer.message]), "", ...sources, ...answer.notices, answer.disclosure].join("\n");
}
