// Puts the guide into a page with one line of HTML; docs/embed.md says how.
(() => {
  const script = document.currentScript;
  const { origin } = new URL(script.src);
  const TEXTS = { de: ["Frage stellen", "Schließen", "Kontakt"], en: ["Ask the guide", "Close", "Contact"] };
  const LOOK = `:host{--a:var(--guidance-accent,#0b5c6b)}[hidden]{display:none!important}
.box{position:fixed;bottom:1rem;right:1rem;z-index:999}.foot{display:flex;gap:1rem;justify-content:end}.left{right:auto;left:1rem}.left .foot{justify-content:start}
button,a{display:flex;gap:.6rem;align-items:center;font:inherit;font-weight:600;padding:.8rem 1.2rem;border:0;border-radius:2rem;background:var(--a);color:var(--guidance-on-accent,#fff)}
:focus-visible{outline:3px solid var(--a);outline-offset:3px}
iframe{display:block;width:min(var(--guidance-width,30rem),100vw - 2rem);height:min(var(--guidance-height,44rem),100vh - 6rem);border:1px solid #8a979d;box-sizing:border-box;border-radius:.7rem;margin-bottom:1rem;background:Canvas}
.inline button{display:none}.inline iframe{width:100%;height:var(--guidance-height,44rem)}.page iframe{position:fixed;inset:0;width:100%;height:100%}`;
  const make = (tag, values, ...inside) => {
    const one = Object.assign(document.createElement(tag), values);
    one.append(...inside);
    return one;
  };

  class GuidanceChat extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const mode = this.wish("mode"), logo = this.wish("logo"), contact = this.wish("contact");
      this.inline = mode === "inline";
      const language = (this.wish("language") || document.documentElement.lang).startsWith("en") ? "en" : "de";
      this.words = TEXTS[language];
      const accent = this.wish("accent") || getComputedStyle(this).getPropertyValue("--guidance-accent").trim();
      if (accent) this.style.setProperty("--guidance-accent", accent);
      const wishes = new URLSearchParams({ language, host: location.origin, accent });
      for (const name of ["mode", "contact", "greeting", "suggestions", "topics"]) wishes.set(name, this.wish(name));
      this.address = `${origin}/widget?${wishes}`;
      this.frame = make("iframe", { title: this.words[0], hidden: true, allow: "clipboard-write" });
      this.button = make("button", { onclick: () => (this.frame.hidden ? this.open() : this.close()) }, logo && make("img", { src: logo, alt: "", height: 24 }), make("span"));
      this.help = make("a", { hidden: true, href: /^(https:|mailto:|tel:)/.test(contact) ? contact : origin }, this.words[2]);
      const box = make("div", { className: this.inline ? mode : `box ${mode} ${this.wish("position")}` }, this.frame, make("div", { className: "foot" }, this.help, this.button));
      const look = new CSSStyleSheet(); // fits a strict CSP
      look.replaceSync(LOOK);
      this.attachShadow({ mode: "open" }).append(box);
      this.shadowRoot.adoptedStyleSheets = [look];
      addEventListener("message", (event) => this.hear(event));
      this.show(false);
      if (this.inline) this.load();
    }
    wish(name) { return this.getAttribute(name) ?? script.dataset[name] ?? ""; }
    load(question) {
      this.ready = this.frame.hidden = false;
      this.frame.src = this.address + (question ? `&q=${encodeURIComponent(question)}` : "");
      clearTimeout(this.timer);
      this.timer = setTimeout(() => { this.help.hidden = false; this.tell("error", { reason: "unreachable" }); }, 1e4);
    }
    // From our frame and origin alone, and only what is known.
    hear({ source, origin: from, data }) {
      if (source !== this.frame.contentWindow || from !== origin) return;
      const { guidance, detail } = data ?? {};
      if (guidance === "ready") this.ready = this.help.hidden = !clearTimeout(this.timer);
      if (guidance === "close") this.close();
      if (/^(question|answer|error)$/.test(guidance)) this.tell(guidance, detail);
    }
    tell(name, detail) { this.dispatchEvent(new CustomEvent(name, { detail })); }
    show(yes) {
      this.frame.hidden = !yes;
      this.button.lastChild.textContent = this.words[+yes];
      this.button.setAttribute("aria-expanded", yes);
    }
    open() {
      if (this.frame.hidden) this.tell("open");
      if (!this.frame.src) this.load();
      this.show(true);
      this.frame.focus();
    }
    close() {
      if (this.inline || this.frame.hidden) return;
      this.show(false);
      this.button.focus();
    }
    ask(question) {
      const words = String(question).trim().slice(0, 2000);
      this.open();
      if (this.ready) this.frame.contentWindow.postMessage({ guidance: "ask", question: words }, origin);
      else this.load(words);
    }
  }

  customElements.get("guidance-chat") ?? customElements.define("guidance-chat", GuidanceChat);
  const place = () => document.querySelector("guidance-chat") ?? document.body.append(make("guidance-chat"));
  document.body ? place() : addEventListener("DOMContentLoaded", place);
})();
