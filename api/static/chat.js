// The chat page. Everything that comes from the service is set as text, never as markup.
const part = (name, inside = document) => inside.querySelector(`[data-part="${name}"]`);
const byId = (id) => document.getElementById(id);
const texts = {};
let language = "de", turns = [], running = null, opener = null;

const say = (key, values = {}) => (texts[language]?.[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value != null) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

async function speak(wanted) {
  language = wanted === "en" ? "en" : "de";
  texts[language] ??= await (await fetch(`/assets/strings.${language}.json`)).json();
  document.documentElement.lang = language;
  document.title = say("title");
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = say(element.dataset.text);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", say(element.dataset.label));
  part("language").value = language;
}

const pageWords = ({ pages }) => {
  const differs = pages.label && pages.label !== String(pages.first);
  return say(differs ? "page_label" : "page", { page: pages.first, label: pages.label });
};

function placeWords(source) {
  const parts = [source.issued && say("as_of", { date: source.issued }), pageWords(source), source.heading.at(-1)];
  return parts.filter(Boolean).join(" · ");
}

function openPage(source, from) {
  const picture = source.picture
    ?? `/v1/editions/${encodeURIComponent(source.edition)}/pages/${source.pages.first}.png?passage=${encodeURIComponent(source.passage)}`;
  opener = from;
  byId("view-title").textContent = source.title;
  byId("view-place").textContent = placeWords(source);
  byId("original").href = source.url;
  const image = part("page");
  image.src = picture;
  image.alt = say("picture", { page: pageWords(source), title: source.title });
  const quote = byId("view-quote");
  quote.textContent = source.quote ?? source.text;
  quote.lang = source.language;
  byId("view").hidden = false;
  byId("view").focus();
}

function closePage() {
  byId("view").hidden = true;
  part("page").removeAttribute("src");
  opener?.focus();
}

function opensPage(button, source) {
  button.addEventListener("click", () => openPage(source, button));
  return button;
}

class Reply {
  constructor(question) {
    this.question = question;
    this.numbers = new Map();
    this.list = make("ol", { class: "statements", role: "list" });
    this.element = make("article", { "data-part": "answer", class: "reply" }, make("h3", { class: "unseen" }, say("we")), this.list);
    byId("welcome").hidden = true;
    byId("talk").append(
      make("div", { class: "asked" }, make("span", { class: "unseen" }, `${say("you")}: `), question), this.element);
    this.element.scrollIntoView({ block: "nearest" });
  }

  statement({ text, sources }) {
    const item = make("li", { "data-part": "statement", lang: sources[0]?.language }, text);
    for (const source of sources) {
      if (!this.numbers.has(source.id)) this.numbers.set(source.id, this.numbers.size + 1);
      const number = this.numbers.get(source.id);
      const name = say("cite", { number, title: source.title, page: pageWords(source) });
      const button = make("button", { type: "button", class: "cite", "data-part": "citation", "aria-label": name, title: placeWords(source) }, String(number));
      item.append(" ", opensPage(button, source));
    }
    this.list.append(item);
  }

  finish(answer) {
    for (const notice of answer.notices) this.element.append(make("p", { class: "note quiet", "data-part": "notice" }, notice));
    if (answer.statements.length) this.sources(answer);
    else this.refusal(answer);
    this.tools(answer);
    this.element.dataset.outcome = answer.outcome;
    this.element.lang = answer.language;
    byId("status").textContent = answer.statements.length ? say("done", { count: answer.statements.length }) : say("refused");
    this.element.scrollIntoView({ block: "nearest" });
    const said = answer.statements.map((one) => one.text).join(" ") || answer.message;
    turns = [...turns, { question: this.question, answer: said.slice(0, 2000) }].slice(-6);
  }

  sources(answer) {
    const list = make("ol", { class: "sources" });
    for (const source of answer.citations) {
      const button = opensPage(make("button", { type: "button" }, say("open")), source);
      list.append(make("li", {}, make("strong", {}, source.title), ` · ${placeWords(source)} `, button, " ",
        make("a", { href: source.url, target: "_blank", rel: "noopener" }, say("original"))));
    }
    this.element.append(make("details", { "data-part": "sources" }, make("summary", {}, say("sources")), list));
  }

  refusal(answer) {
    this.list.remove();
    this.element.append(make("p", { "data-part": "contact" }, answer.message));
    const list = make("ul", { class: "nearest", "data-part": "nearest", "aria-label": say("nearest") });
    for (const hit of answer.considered.slice(0, 3)) {
      list.append(make("li", {}, make("p", { class: "quiet" }, `${hit.title} · ${placeWords(hit)}`),
        make("p", { lang: hit.language }, hit.text.length > 260 ? `${hit.text.slice(0, 260)} …` : hit.text),
        opensPage(make("button", { type: "button" }, say("open")), hit)));
    }
    if (list.children.length) this.element.append(make("p", {}, say("nearest")), list);
  }

  tools(answer) {
    const copy = make("button", { type: "button", "data-part": "copy" }, say("copy"));
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(plain(this.question, answer));
      byId("status").textContent = say("copied");
    });
    const print = make("button", { type: "button", "data-part": "print" }, say("print"));
    print.addEventListener("click", () => window.print());
    this.element.append(make("div", { class: "tools" }, copy, print));
  }

  fail(words) {
    this.element.append(make("p", { class: "note", role: "alert" }, words));
    this.element.dataset.outcome = "unavailable";
  }
}

function plain(question, answer) {
  const numbers = new Map(answer.citations.map((source, index) => [source.id, index + 1]));
  const lines = answer.statements.map((one) => `${one.text} ${one.citations.map((id) => `[${numbers.get(id)}]`).join("")}`);
  const sources = answer.citations.map((source, index) =>
    `[${index + 1}] ${source.title}, ${placeWords(source)}, ${new URL(source.url, location.href)}`);
  return [question, "", ...(lines.length ? lines : [answer.message]), "", ...sources, answer.disclosure].join("\n");
}

async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let held = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    held += value;
    let end;
    while ((end = held.indexOf("\n\n")) >= 0) {
      const block = held.slice(0, end);
      held = held.slice(end + 2);
      const name = /^event: (.*)$/m.exec(block)?.[1];
      const data = block.split("\n").filter((line) => line.startsWith("data: ")).map((line) => line.slice(6)).join("\n");
      if (name) yield [name, JSON.parse(data)];
    }
  }
}

async function ask(question) {
  if (running || !question.trim()) return;
  running = new AbortController();
  const reply = new Reply(question);
  part("send").hidden = true;
  part("stop").hidden = false;
  byId("progress").textContent = say("searching");
  let finished = false;
  try {
    const response = await fetch("/v1/questions", {
      method: "POST", signal: running.signal,
      headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
      body: JSON.stringify({ question, turns, language }),
    });
    if (!response.ok) throw new Error((await response.json()).detail);
    for await (const [name, data] of events(response)) {
      if (name === "evidence") byId("progress").textContent = say("found");
      if (name === "statement") reply.statement(data);
      if (name === "answer") { reply.finish(data); finished = true; }
      if (name === "problem") throw new Error(data.detail);
    }
    if (!finished) throw new Error(say("failed"));
  } catch (error) {
    reply.fail(error.name === "AbortError" ? say("stopped") : error instanceof TypeError ? say("failed") : error.message);
  } finally {
    running = null;
    part("send").hidden = false;
    part("stop").hidden = true;
    byId("progress").textContent = "";
  }
}

function begin() {
  running?.abort();
  turns = [];
  for (const element of [...byId("talk").children]) if (element.id !== "welcome") element.remove();
  byId("welcome").hidden = false;
  part("question").focus();
}

function send() {
  const field = part("question");
  const question = field.value.trim();
  if (!question || running) return;
  field.value = "";
  ask(question);
}

document.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); send(); });
part("question").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !byId("view").hidden) closePage(); });
part("stop").addEventListener("click", () => running?.abort());
part("close").addEventListener("click", closePage);
part("new").addEventListener("click", begin);
part("language").addEventListener("change", (event) => speak(event.target.value));
await speak(new URLSearchParams(location.search).get("language") ?? "de");
const first = new URLSearchParams(location.search).get("q");
if (first) ask(first);
