// The card of a citation: what it quotes and where that stands, beside the pointer or the focus.
import { dateWords, make, pageWords } from "./words.js";
import { flags } from "./marks.js";

const card = document.getElementById("card");
let owner = null, timer = 0;

// WCAG 2.2, 1.4.13: it can be hovered itself, stays until one leaves, and Escape takes it away.
export function carded(element, source, language) {
  const soon = (wait) => { clearTimeout(timer); timer = setTimeout(() => show(element, source, language()), wait); };
  element.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") soon(120); });
  element.addEventListener("pointerleave", leave);
  element.addEventListener("focus", (event) => {
    if (element.matches(":focus-visible") && !event.relatedTarget?.closest("#view")) soon(0);
  });
  element.addEventListener("blur", leave);
  element.addEventListener("click", hide);
  return element;
}

const leave = () => { clearTimeout(timer); timer = setTimeout(hide, 200); };

function show(element, source, language) {
  if (!element.isConnected) return;
  owner?.removeAttribute("aria-describedby");
  owner = element;
  const { language: lang, title, heading, quote } = source;
  const place = make("p", { class: "quiet" }, [dateWords(source), pageWords(source)].filter(Boolean).join(" · "));
  card.replaceChildren(make("strong", { lang }, title), place, make("p", { lang }, heading.join(" › ")),
    make("blockquote", { lang }, quote ?? source.text), ...flags(source, language));
  card.hidden = false;
  element.setAttribute("aria-describedby", "card");
  const spot = element.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const below = spot.bottom + 6 + height <= innerHeight || spot.top < innerHeight / 2;
  card.style.left = `${Math.max(8, Math.min(spot.left - 16, innerWidth - width - 8))}px`;
  card.style.top = `${Math.max(8, below ? Math.min(spot.bottom + 6, innerHeight - height - 8) : spot.top - 6 - height)}px`;
}

export function hide() {
  clearTimeout(timer);
  owner?.removeAttribute("aria-describedby");
  owner = null;
  card.hidden = true;
}

export const shown = () => !card.hidden;

card.addEventListener("pointerenter", () => clearTimeout(timer));
card.addEventListener("pointerleave", leave);
document.getElementById("talk").addEventListener("scroll", () => { if (shown()) hide(); }, { passive: true });
