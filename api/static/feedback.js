// Was it helpful? One press, and a reason from a short list where it was not. Only the choice is sent.
import { button, make, say, spoken, tell } from "./words.js";

const REASONS = ["off_topic", "incomplete", "wrong", "outdated", "unclear", "other"];

export function feedback({ id, outcome }) {
  const element = make("div", { class: "feedback" });
  const yes = button("helpful", { "data-part": "helpful" });
  const no = button("not_helpful", { "data-part": "not-helpful", "aria-expanded": "false" });
  const reasons = make("fieldset", { hidden: "" }, tell("legend", "why"));
  const said = make("p", { class: "quiet" });

  async function send(helpful, reason) {
    const body = JSON.stringify({ answer: id, outcome, helpful, ...(reason && { reason }) });
    const headers = { "Content-Type": "application/json" };
    const done = await fetch("/v1/feedback", { method: "POST", headers, body }).then((response) => response.ok, () => false);
    spoken(said, () => say(done ? "thanks" : "not_sent"));
    if (!done) document.getElementById("status").textContent = say("not_sent");
    if (!done) return;
    said.tabIndex = -1; // the buttons go, and with them the focus
    said.focus();
    for (const one of [yes, no, reasons, question]) one.remove();
  }

  const question = tell("span", "was_it_helpful", { class: "quiet" });
  yes.addEventListener("click", () => send(true));
  no.addEventListener("click", () => {
    reasons.hidden = !reasons.hidden;
    no.setAttribute("aria-expanded", String(!reasons.hidden));
    if (!reasons.hidden) reasons.querySelector("button").focus();
  });
  for (const reason of REASONS) {
    const one = button(`reason_${reason}`, { "data-reason": reason });
    one.addEventListener("click", () => send(false, reason));
    reasons.append(one);
  }
  element.append(question, yes, no, reasons, said);
  return element;
}
