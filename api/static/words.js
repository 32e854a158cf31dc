// The page's own words in both languages, and elements that change with the language. Text is set as text, never as markup.
const texts = {};
const living = new Map();
const given = {}; // the host page's words, in place of ours
let language = "de";

export const current = () => language;
export const say = (key, values = {}) => (given[key] ?? texts[language]?.[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
export const instead = (words) => Object.assign(given, words);

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value != null) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// Words that are said anew when the language changes: an element's text, or one of its attributes.
export function spoken(element, words, attribute = "") {
  living.set(element, { ...living.get(element), [attribute]: words });
  set(element, attribute, words());
  return element;
}

export const tell = (tag, key, attributes) => spoken(make(tag, attributes), () => say(key));
export const button = (key, attributes = {}) => tell("button", key, { type: "button", ...attributes });

const set = (element, attribute, words) => (attribute ? element.setAttribute(attribute, words) : (element.textContent = words));

export async function speak(wanted) {
  const next = wanted === "en" ? "en" : "de";
  texts[next] ??= await (await fetch(`/assets/strings.${next}.json`)).json();
  language = next;
  document.documentElement.lang = language;
  document.title = say("title");
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = say(element.dataset.text);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", say(element.dataset.label));
  for (const [element, said] of living) {
    if (!element.isConnected) living.delete(element);
    else for (const [attribute, words] of Object.entries(said)) set(element, attribute, words());
  }
}

export const day = (iso) => new Intl.DateTimeFormat(language === "en" ? "en-GB" : "de-DE", { dateStyle: "medium", timeZone: "UTC" }).format(new Date(iso));

export function pageWords({ pages }) {
  const differs = pages.label && pages.label !== String(pages.first);
  return say(differs ? "page_label" : "page", { page: pages.first, label: pages.label });
}

export const dateWords = (source) => (source.issued ? say("as_of", { date: day(source.issued) }) : "");

export const placeWords = (source) => [dateWords(source), pageWords(source), source.heading.at(-1)].filter(Boolean).join(" · ");
