// The page of a source, with the quoted words marked.
import { pageWords, placeWords, say, spoken } from "./words.js";

const byId = (id) => document.getElementById(id);
const image = document.querySelector('[data-part="page"]');
const behind = [document.querySelector("header"), document.querySelector("main")];
const covers = matchMedia("(max-width: 60rem)");
let opener = null;

export const isOpen = () => !byId("view").hidden;

export function open(source, from) {
  opener = from;
  byId("view-title").textContent = source.title;
  spoken(byId("view-place"), () => placeWords(source));
  byId("original").href = source.url;
  const quote = byId("view-quote");
  quote.textContent = source.quote ?? source.text;
  quote.lang = byId("view-title").lang = source.language;
  byId("view-broken").hidden = true;
  image.hidden = false;
  image.src = source.picture
    ?? `/v1/editions/${encodeURIComponent(source.edition)}/pages/${source.pages.first}.png?passage=${encodeURIComponent(source.passage)}`;
  spoken(image, () => say("picture", { page: pageWords(source), title: source.title }), "alt");
  byId("view").hidden = false;
  for (const part of behind) part.inert = covers.matches;
  byId("view").scrollTop = 0;
  byId("view").focus();
}

export function close() {
  byId("view").hidden = true;
  for (const part of behind) part.inert = false;
  image.removeAttribute("src");
  opener?.focus();
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

image.addEventListener("load", () => {
  const view = byId("view");
  const { x, y } = marked();
  const top = image.getBoundingClientRect().top - view.getBoundingClientRect().top + view.scrollTop + y * image.clientHeight;
  if (top > 0.7 * view.clientHeight) view.scrollTop = top - 0.4 * view.clientHeight;
  image.parentElement.scrollLeft = x * image.clientWidth - 8;
});
image.addEventListener("error", () => {
  if (!image.getAttribute("src")) return;
  image.hidden = true;
  byId("view-broken").hidden = false;
});
covers.addEventListener("change", () => { for (const part of behind) part.inert = isOpen() && covers.matches; });
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && isOpen()) close(); });
document.querySelector('[data-part="close"]').addEventListener("click", close);
