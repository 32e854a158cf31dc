// The page that carries the chat: what it may set, what it may say, what it is told. All of it is data.
const given = new URLSearchParams(location.search);
const LONGEST = 2000;

const short = (name, most) => (given.get(name) ?? "").trim().slice(0, most);
const list = (name, sign, most, longest) => short(name, 2000).split(sign).map((one) => one.trim().slice(0, longest)).filter(Boolean).slice(0, most);

// Only its own origin counts, and only as the parent: the browser lets no other than those of GUIDE_HOSTS be it.
const origin = parent !== window && /^https?:\/\/[\w.:[\]-]+$/.test(given.get("host") ?? "") ? given.get("host") : null;

export const wishes = {
  language: given.get("language"),
  question: short("q", LONGEST),
  day: /^\d{4}-\d\d-\d\d$/.test(given.get("as_of") ?? "") ? given.get("as_of") : null,
  greeting: short("greeting", 400),
  suggestions: list("suggestions", "|", 4, 200),
  topics: list("topics", ",", 20, 60).filter((one) => /^[\w-]+$/.test(one)),
  contact: address(short("contact", 200)),
  accent: /^#[\da-f]{6}$/i.test(given.get("accent") ?? "") ? given.get("accent") : null,
  closes: origin !== null && given.get("mode") !== "inline",
};

// An address that a link may have: web, e-mail or telephone.
function address(text) {
  try {
    return ["https:", "mailto:", "tel:"].includes(new URL(text).protocol) ? text : null;
  } catch {
    return null;
  }
}

// The host page learns that something happened, never what was asked or answered.
export const report = (event, detail = {}) => { if (origin) parent.postMessage({ guidance: event, detail }, origin); };

export function obey(ask) {
  addEventListener("message", ({ source, origin: from, data }) => {
    if (!origin || source !== parent || from !== origin || typeof data !== "object" || data === null) return;
    const question = typeof data.question === "string" ? data.question.trim() : "";
    if (data.guidance === "ask" && question && question.length <= LONGEST) ask(question);
  });
}
