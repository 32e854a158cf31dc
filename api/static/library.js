// What the library holds: how many publications are searched, and how each edition stands.
const YEAR = 365.25 * 24 * 3600 * 1000;
const editions = new Map();
let titles = [], loading = null;

// Once, and again only where it failed; the page works without.
export const load = () => (loading ??= fetch("/v1/publications").then((response) => response.json()).then((all) => {
  titles = all.publications;
  for (const title of titles) for (const one of title.editions) editions.set(one.id, one);
}).catch(() => { loading = null; }));

export const edition = (id) => editions.get(id);
export const replaced = (source) => editions.get(source.edition)?.state === "superseded";
export const old = (source) => Boolean(source.issued) && Date.now() - Date.parse(source.issued) > YEAR;

export function searched({ topics, day }) {
  const counts = (one) => (day ? one.issued <= day : one.state === "published");
  return titles.filter((title) => title.editions.some(counts) && (!topics.length || topics.includes(title.topic))).length;
}
