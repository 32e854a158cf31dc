// The chat page: asks the service, shows what it streams. The conversation lives here and nowhere else.
import { current, say, speak } from "./words.js";
import { Reply } from "./reply.js";
import "./view.js";

const part = (name) => document.querySelector(`[data-part="${name}"]`);
const byId = (id) => document.getElementById(id);
const WANTED = new URLSearchParams(location.search);
let turns = [], running = null;

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

// The service goes by the words of a question; one or two words do not tell, then the page's language does.
const request = (question) =>
  ({ question, turns, ...(question.split(/\s+/).length < 3 ? { language: current() } : {}) });

async function answer(question, reply, signal) {
  const response = await fetch("/v1/questions", {
    method: "POST", signal, body: JSON.stringify(request(question)),
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
  });
  if (!response.ok) return response.status < 500 ? "invalid" : "failed";
  for await (const [name, data] of events(response)) {
    if (name === "evidence") byId("progress").textContent = say("found");
    if (name === "statement") reply.statement(data);
    if (name === "answer") {
      reply.finish(data);
      const said = data.statements.map((one) => one.text).join(" ") || data.message;
      turns = [...turns, { question, answer: said.slice(0, 2000) }].slice(-6);
      return null;
    }
    if (name === "problem") return "failed";
  }
  return "broken";
}

async function ask(question) {
  const own = running = new AbortController();
  const reply = new Reply(question);
  busy(true);
  const wrong = await answer(question, reply, own.signal).catch((error) => (error.name === "AbortError" ? "stopped" : "broken"));
  if (running !== own) return; // a new conversation has begun meanwhile
  if (wrong) {
    reply.fail(wrong);
    part("question").value ||= question;
  }
  running = null;
  busy(false);
}

function busy(yes) {
  part("send").hidden = yes;
  part("stop").hidden = !yes;
  byId("progress").textContent = yes ? say("searching") : "";
}

function begin() {
  running?.abort();
  running = null;
  busy(false);
  turns = [];
  for (const element of [...byId("talk").children]) if (element.id !== "welcome") element.remove();
  byId("welcome").hidden = false;
  part("question").value = "";
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
for (const one of document.querySelectorAll('[data-part="suggestion"]')) {
  one.addEventListener("click", () => { part("question").focus(); if (!running) ask(one.textContent); });
}
part("stop").addEventListener("click", () => { running?.abort(); part("question").focus(); });
part("new").addEventListener("click", begin);
part("language").addEventListener("change", (event) => speak(event.target.value));
await speak(WANTED.get("language"));
part("language").value = current();
for (const name of ["question", "send"]) part(name).disabled = false; // what is typed before would be lost
const first = WANTED.get("q")?.trim();
if (first) ask(first);
