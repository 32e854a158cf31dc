// One question and its reply: the evidence first, then statement by statement, then what belongs to the whole.
import { button, make, pageWords, placeWords, say, spoken, tell } from "./words.js";
import { carded } from "./card.js";
import { feedback } from "./feedback.js";
import { flags } from "./marks.js";
import { refusal } from "./refusal.js";
import { copying, notices, sources } from "./sources.js";
import { open } from "./view.js";
import { wishes } from "./host.js";

const byId = (id) => document.getElementById(id);
const announce = (words) => { byId("status").textContent = words; };

export class Reply {
  constructor(question, disclosed) {
    this.question = question;
    this.disclosed = disclosed; // the languages in which the page has said what answers
    this.language = document.documentElement.lang;
    this.element = make("article", { "data-part": "answer", class: "reply" });
    this.asked = make("div", { class: "asked" }, tell("span", "you", { class: "speaker" }), make("p", {}, question));
    this.opens = (element, source) => {
      element.addEventListener("click", () => open(source, element, this.language));
      return element;
    };
    this.restart();
    byId("welcome").hidden = true;
    byId("talk").append(this.asked, this.element);
    this.show();
  }

  restart() {
    this.numbers = new Map();
    this.list = make("ol", { class: "statements", role: "list" });
    this.found = null;
    this.element.replaceChildren(tell("h2", "we", { class: "speaker" }), this.list);
  }

  remove() {
    this.asked.remove();
    this.element.remove();
  }

  // The question above its reply; only the reply where the question would fill the view.
  show() {
    const talk = byId("talk");
    const first = this.asked.clientHeight > 0.4 * talk.clientHeight ? this.element : this.asked;
    talk.scrollTop += first.getBoundingClientRect().top - talk.getBoundingClientRect().top - 10;
  }

  // What was found, before anything is said about it.
  evidence({ hits }) {
    const list = make("ul");
    for (const hit of hits.slice(0, 5)) {
      const place = this.opens(make("button", { type: "button", class: "place" }), hit);
      place.append(make("span", { lang: hit.language }, hit.title), spoken(make("span", { class: "where" }), () => placeWords(hit)));
      list.append(make("li", {}, place));
    }
    this.found = make("details", { class: "found", "data-part": "evidence", open: "" },
      spoken(make("summary"), () => say("evidence", { count: hits.length })), list);
    if (hits.length) this.element.append(this.found);
  }

  statement({ text, sources: cited }) {
    if (this.found) this.found.open = false;
    const verbatim = cited.find((source) => source.quote === text);
    const item = make("li", { "data-part": "statement", lang: verbatim?.language }, text);
    for (const source of cited) {
      if (!this.numbers.has(source.id)) this.numbers.set(source.id, this.numbers.size + 1);
      const number = this.numbers.get(source.id);
      const cite = make("button", { type: "button", class: "cite", "data-part": "citation" }, String(number));
      spoken(cite, () => say("cite", { number, title: source.title, page: pageWords(source) }), "aria-label");
      item.append(" ", carded(this.opens(cite, source), source, () => this.language));
    }
    this.list.append(item);
  }

  finish(answer) {
    this.language = answer.language;
    const { dataset } = this.element;
    dataset.aiGenerated = String(answer.generated); // for machines (AI Act, Article 50(2)); quotes are selected, not generated
    dataset.aiSystem = answer.model ?? "quotes";
    const said = answer.statements.length;
    if (said) this.given(answer);
    else this.refused(answer);
    for (const words of answer.notices) this.note(words, answer.language);
    for (const words of notices(answer)) this.element.append(spoken(make("p", { class: "note quiet", "data-part": "notice" }), words));
    this.element.append(this.tools(answer));
    if (!this.disclosed.has(answer.language)) this.note(answer.disclosure, answer.language, "quiet");
    this.disclosed.add(answer.language);
    dataset.outcome = answer.outcome;
    announce(said ? say(said === 1 ? "done_one" : "done", { count: said }) : say("refused"));
    this.show();
  }

  given(answer) {
    for (const item of this.list.children) {
      item.lang ||= answer.language;
      if (item.lang !== answer.language) item.append(...flags({ language: item.lang }, answer.language));
    }
    this.element.append(sources(answer, this.opens));
    if (this.found) this.element.append(this.found);
  }

  refused(answer) {
    this.list.remove();
    this.found?.remove();
    this.element.append(refusal(answer, wishes, this.opens));
  }

  note(words, lang, look = "note quiet") {
    this.element.append(make("p", { class: look, "data-part": "notice", lang }, words));
  }

  tools(answer) {
    const print = button("print", { "data-part": "print" });
    print.addEventListener("click", () => window.print());
    return make("div", { class: "tools foot" }, feedback(answer), make("div", { class: "tools" }, copying(this.question, answer, announce), print));
  }

  fail(why, again) {
    this.found?.remove();
    this.element.append(spoken(make("p", { class: "note", role: "alert" }), () => say(why)));
    if (why !== "invalid") {
      const retry = button("retry", { "data-part": "retry" });
      retry.addEventListener("click", again);
      const help = wishes.contact && tell("a", "contact", { href: wishes.contact, target: "_blank", rel: "noopener", "data-part": "contact" });
      this.element.append(make("div", { class: "tools" }, retry, ...(help ? [help] : [])));
    }
    this.element.dataset.outcome = "unavailable";
    this.show();
  }
}
