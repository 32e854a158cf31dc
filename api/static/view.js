// The page of a source beside the chat: the quote marked, the pages before and after, larger and smaller.
import { pageWords, placeWords, say, spoken } from "./words.js";
import { edition, load } from "./library.js";
import { flags, original } from "./marks.js";

const byId = (id) => document.getElementById(id);
const part = (name) => document.querySelector(`[data-part="${name}"]`);
const image = part("page");
const behind = [document.querySelector("header"), document.querySelector("main")];
const covers = matchMedia("(max-width: 60rem)");
const SIZES = [1, 1.5, 2, 3];
let opener = null, source = null, number = 1, size = 0;

export const isOpen = () => !byId("view").hidden;

export async function open(wanted, from, language) {
  [opener, source, size] = [from, wanted, 0];
  const { language: lang, title } = source;
  byId("view-title").textContent = title;
  spoken(byId("view-place"), () => placeWords(source));
  byId("view-flags").replaceChildren(...flags(source, language));
  byId("view-quote").textContent = source.quote ?? source.text;
  byId("view-quote").lang = byId("view-title").lang = lang;
  byId("view").hidden = false;
  for (const one of behind) one.inert = covers.matches;
  turn(source.pages.first);
  byId("view").scrollTop = 0;
  byId("view").focus({ preventScroll: true });
  await load(); // how many pages there are
  if (isOpen()) steps();
}

function turn(page) {
  number = page;
  const { pages } = source;
  const own = number >= pages.first && number <= pages.last;
  const address = `/v1/editions/${encodeURIComponent(source.edition)}/pages/${number}.png`;
  const marked = source.picture?.split("?")[1] ?? `passage=${encodeURIComponent(source.passage)}`;
  byId("view-broken").hidden = true;
  byId("view-waits").hidden = image.hidden = false;
  image.src = own ? `${address}?${marked}` : address;
  const label = own && number === pages.first ? pages.label : edition(source.edition)?.labels[number - 1];
  const words = () => pageWords({ pages: { first: number, label } });
  spoken(image, () => say(own ? "picture" : "picture_plain", { page: words(), title: source.title }), "alt");
  const link = original(source)?.replace(/(?<=#page=)\d+$/, number);
  byId("original").hidden = !link;
  byId("original").href = link ?? "";
  steps();
}

function steps() {
  const count = last();
  spoken(byId("view-count"), () => say("page_of", { page: number, count }));
  // not "disabled", which would drop the focus
  for (const [name, end] of [["previous", number <= 1], ["next", number >= count], ["smaller", !size], ["larger", size === SIZES.length - 1]]) {
    part(name).setAttribute("aria-disabled", end);
  }
  image.style.width = `${SIZES[size] * 100}%`;
}

const last = () => edition(source.edition)?.pages ?? source.pages.last;
const go = (by) => { if (number + by >= 1 && number + by <= last()) turn(number + by); };

function zoom(by) {
  if (!SIZES[size + by]) return;
  size += by;
  steps();
  reveal();
}

export function close() {
  for (const one of behind) one.inert = false;
  opener?.focus();
  byId("view").hidden = true;
  image.removeAttribute("src");
}

// Where the first marked (yellow) spot of the picture lies, as shares of its width and height.
function marked() {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const width = pen.canvas.width = 200;
  const height = pen.canvas.height = Math.round(200 * image.naturalHeight / image.naturalWidth);
  pen.drawImage(image, 0, 0, width, height);
  const { data } = pen.getImageData(0, 0, width, height);
  for (let n = 0; n < width * height; n += 1) {
    if (data[4 * n] > 150 && data[4 * n] - data[4 * n + 2] > 90) return { x: (n % width) / width, y: Math.floor(n / width) / height };
  }
  return { x: 0, y: 0 };
}

// The marked words come into view, in both directions.
function reveal() {
  const view = byId("view");
  const { x, y } = marked();
  const top = image.getBoundingClientRect().top - view.getBoundingClientRect().top + view.scrollTop + y * image.clientHeight;
  if (top > 0.7 * view.clientHeight || size) view.scrollTop = top - 0.4 * view.clientHeight;
  image.parentElement.scrollLeft = x * image.clientWidth - 8;
}

image.addEventListener("load", () => { byId("view-waits").hidden = true; reveal(); });
image.addEventListener("error", () => {
  if (!image.getAttribute("src")) return;
  image.hidden = byId("view-waits").hidden = true;
  byId("view-broken").hidden = false;
});
covers.addEventListener("change", () => { for (const one of behind) one.inert = isOpen() && covers.matches; });
part("close").addEventListener("click", close);
part("previous").addEventListener("click", () => go(-1));
part("next").addEventListener("click", () => go(1));
part("smaller").addEventListener("click", () => zoom(-1));
part("larger").addEventListener("click", () => zoom(1));
