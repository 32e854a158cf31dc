// Puts the guide into a page: <script async src="https://…/widget.js" data-language="en"></script>
(() => {
  const script = document.currentScript;
  const origin = new URL(script.src).origin;

  class GuidanceChat extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const language = this.getAttribute("language") ?? script.dataset.language ?? (document.documentElement.lang.startsWith("en") ? "en" : "de");
      this.words = language === "en" ? { open: "Ask the guide", close: "Close the guide" } : { open: "Frage stellen", close: "Schließen" };
      this.address = `${origin}/widget?language=${language === "en" ? "en" : "de"}`;
      const root = this.attachShadow({ mode: "open" });
      const style = document.createElement("style");
      style.textContent = ":host{position:fixed;right:1rem;bottom:1rem;z-index:9999;font:1rem system-ui,sans-serif}"
        + "button{font:inherit;padding:.7rem 1.1rem;border:0;border-radius:2rem;background:#0b5c6b;color:#fff;cursor:pointer;float:right}"
        + "button:focus-visible{outline:3px solid #0b5c6b;outline-offset:3px}"
        + "iframe{display:block;width:min(30rem,calc(100vw - 2rem));height:min(44rem,calc(100vh - 6rem));border:1px solid #9aa7ad;border-radius:.6rem;margin-bottom:.6rem;background:#fff}[hidden]{display:none}";
      this.frame = Object.assign(document.createElement("iframe"), { title: this.words.open, hidden: true, allow: "clipboard-write" });
      this.button = Object.assign(document.createElement("button"), { type: "button", textContent: this.words.open });
      this.button.setAttribute("aria-expanded", "false");
      this.button.addEventListener("click", () => (this.frame.hidden ? this.open() : this.close()));
      root.append(style, this.frame, this.button);
    }
    show(address) {
      if (address || !this.frame.src) this.frame.src = address ?? this.address;
      this.frame.hidden = false;
      this.button.textContent = this.words.close;
      this.button.setAttribute("aria-expanded", "true");
      this.frame.focus();
    }
    open() { this.show(); }
    close() {
      this.frame.hidden = true;
      this.button.textContent = this.words.open;
      this.button.setAttribute("aria-expanded", "false");
      this.button.focus();
    }
    ask(question) { this.show(`${this.address}&q=${encodeURIComponent(String(question).slice(0, 2000))}`); }
  }

  customElements.get("guidance-chat") ?? customElements.define("guidance-chat", GuidanceChat);
  const place = () => { if (!document.querySelector("guidance-chat")) document.body.append(document.createElement("guidance-chat")); };
  document.body ? place() : document.addEventListener("DOMContentLoaded", place);
})();
