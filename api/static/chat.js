// The chat page: asks the service, shows what it streams. The conversation lives here and nowhere else.
import { current, instead, say, speak, spoken } from "./words.js";
import { load, searched } from "./library.js";
import { obey, report, wishes } from "./host.js";
import { dress } from "./look.js";
import { Reply } from "./reply.js";
import { events, recovered, Stopped } from "./stream.js";
import { next, suggestions } from "./suggest.js";
import * as card from "./card.js";
import * as view from "./view.js";

const part = (name) => document.querySelector(`[data-part="${name}"]`);
const byId = (id) => document.getElementById(id);
let turns = [], running = null, onwards = null;
const disclosed = new Set();

// The service goes by the words of a question; one or two words do not tell, then the page's language does.
const request = (question) => ({
  question, turns,
  ...(question.split(/\s+/).length < 3 && { language: part("language").value }),
  ...(wishes.topics.length && { topics: wishes.topics }),
  ...(wishes.day && { as_of: wishes.day }),
});

const progress = (key, values) => spoken(byId("progress"), key ? () => say(key, values) : () => "");

async function answer(question, reply, signal) {
  for await (const [name, data] of events(request(question), signal)) {
    if (name === "evidence") {
      reply.evidence(data);
      progress("found");
    }
    if (name === "statement") reply.statement(data);
    if (name === "answer") return data;
  }
  throw new Stopped("broken");
}

// A stream that was cut is asked for once more by itself.
async function persist(question, reply, signal) {
  try {
    return await answer(question, reply, signal);
  } catch (error) {
    if (error.why !== "broken") throw error;
    progress("again");
    await recovered(signal);
    reply.restart();
    return answer(question, reply, signal);
  }
}

async function ask(question) {
  const own = running = new AbortController();
  onwards?.remove();
  busy(true);
  const reply = new Reply(question, disclosed);
  report("question", { language: current() });
  try {
    const whole = await persist(question, reply, own.signal);
    if (running !== own) return; // a new conversation has begun meanwhile
    reply.finish(whole);
    const said = whole.statements.map((one) => one.text).join(" ") || whole.message;
    turns = [...turns, { question, answer: said.slice(0, 2000) }].slice(-6);
    proceed(whole, reply);
    report("answer", { id: whole.id, outcome: whole.outcome, language: whole.language });
  } catch (error) {
    if (running !== own) return;
    const why = error.why ?? "failed";
    reply.fail(why, () => repeat(question, reply));
    part("question").value ||= question;
    if (why !== "stopped") report("error", { reason: why });
  }
  running = null;
  busy(false);
}

function repeat(question, reply) {
  if (running) return;
  reply.remove();
  if (part("question").value === question) part("question").value = "";
  part("question").focus();
  ask(question);
}

function proceed(whole, reply) {
  const words = next(whole, turns.map((turn) => turn.question));
  onwards = suggestions(words, whole.language, choose);
  if (words.length) reply.element.append(onwards);
  reply.show();
}

function choose(question) {
  part("question").focus();
  if (!running) ask(question);
}

function busy(yes) {
  part("send").hidden = yes;
  part("stop").hidden = !yes;
  const count = yes && searched(wishes);
  progress(yes && (count ? "searching" : "searching_all"), { count });
  if (yes) byId("status").textContent = byId("progress").textContent;
}

function begin() {
  running?.abort();
  running = null;
  busy(false);
  turns = [];
  disclosed.clear();
  disclosed.add(current());
  card.hide();
  if (view.isOpen()) view.close();
  for (const element of [...byId("talk").children]) if (!["welcome", "about"].includes(element.id)) element.remove();
  byId("welcome").hidden = false;
  byId("status").textContent = "";
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

// Escape closes what lies on top, one at a time, and last of all the chat where it lies on another page.
function escape() {
  if (card.shown()) card.hide();
  else if (view.isOpen()) view.close();
  else if (wishes.closes) report("close");
}

document.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); send(); });
part("question").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
});
for (const one of document.querySelectorAll('#welcome [data-part="suggestion"]')) one.addEventListener("click", () => choose(one.textContent));
part("stop").addEventListener("click", () => { running?.abort(); part("question").focus(); });
part("new").addEventListener("click", begin);
part("leave").hidden = !wishes.closes;
part("leave").addEventListener("click", () => report("close"));
part("language").addEventListener("change", (event) => speak(event.target.value));
document.addEventListener("keydown", (event) => { if (event.key === "Escape") escape(); });

const unfolded = []; // for the paper alone
addEventListener("beforeprint", () => {
  for (const one of document.querySelectorAll('[data-part="sources"]:not([open])')) unfolded.push(one), one.open = true;
});
addEventListener("afterprint", () => { for (const one of unfolded.splice(0)) one.open = false; });

dress(wishes.accent);
if (wishes.greeting) instead({ welcome: wishes.greeting });
if (wishes.suggestions.length) for (const at of [0, 1, 2]) instead({ [`suggestion_${at + 1}`]: wishes.suggestions[at] ?? "" });
await speak(wishes.language);
part("language").value = current();
disclosed.add(current()); // above the conversation
for (const one of document.querySelectorAll('#welcome [data-part="suggestion"]')) one.parentElement.hidden = !one.textContent;
for (const name of ["question", "send"]) part(name).disabled = false; // what is typed before would be lost
obey((question) => { begin(); ask(question); });
// Opened from a button of the host's, the chat is there to be typed into.
const take = () => { if (wishes.closes && document.hasFocus() && document.activeElement === document.body) part("question").focus(); };
addEventListener("focus", take);
take();
report("ready");
if (wishes.question) ask(wishes.question);
load();
