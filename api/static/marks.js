// What a reader must know about a source: its language, its age, that it was replaced.
import { day, make, say, spoken } from "./words.js";
import { old, replaced } from "./library.js";

// The flags of a source for a reader of ``language``, each a few words.
export function flags(source, language) {
  const found = [];
  if (source.language !== language) found.push(() => say(`original_${source.language}`));
  if (replaced(source)) found.push(() => say("replaced"));
  else if (old(source)) found.push(() => say("old", { date: day(source.issued) }));
  return found.map((words) => spoken(make("span", { class: "flag" }), words));
}

// An original's address, or none: whatever else a source names as its address is no link.
export const original = ({ url }) => (/^\/v1\/editions\/[\w.%~-]+\/file(#[\w.%~=-]*)?$/.test(url) ? url : null);

// Text with its addresses as links; only https and e-mail become one.
export function linked(element, text) {
  let last = 0;
  for (const found of text.matchAll(/https:\/\/[^\s<>"'()]+[^\s<>"'().,;:!?]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g)) {
    const [address] = found;
    element.append(text.slice(last, found.index),
      make("a", { href: address.startsWith("https:") ? address : `mailto:${address}`, target: "_blank", rel: "noopener" }, address));
    last = found.index + address.length;
  }
  element.append(text.slice(last));
  return element;
}
