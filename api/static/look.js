// The host page's one colour, made legible on our grounds (WCAG 2.2, 1.4.3 and 1.4.11).
const dark = matchMedia("(prefers-color-scheme: dark)");
const parts = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

// Relative luminance (WCAG 2.2).
const light = (rgb) => rgb.map((one) => one / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
  .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
const contrast = (one, other) => {
  const [more, less] = [light(one), light(other)].sort((a, b) => b - a);
  return (more + 0.05) / (less + 0.05);
};

export function dress(accent) {
  if (!accent) return;
  const wear = () => {
    const [paper, end] = dark.matches ? [[24, 33, 39], 255] : [[255, 255, 255], 0];
    let colour = parts(accent);
    const tint = paper.map((one, at) => Math.round(one + (colour[at] - one) * 0.09));
    for (let step = 0; step < 40 && contrast(colour, tint) < 4.8; step += 1) colour = colour.map((one) => Math.round(one + (end - one) * 0.08));
    const on = contrast(colour, [255, 255, 255]) >= 4.5 ? "#fff" : "#0c1216";
    const { style } = document.documentElement;
    style.setProperty("--accent", `rgb(${colour.join(" ")})`);
    style.setProperty("--on-accent", on);
    style.setProperty("--tint", `rgb(${tint.join(" ")})`);
  };
  wear();
  dark.addEventListener("change", wear);
}
