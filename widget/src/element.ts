/** `<nullus-chat app="…">`: the whole chatbot in one element. What the host page may do with it: docs/how-to/publishing.md. */
import { Answer, type Pieces } from "./answer";
import { Problem, Visit, type Left, type Look, type Said } from "./api";
import { bright } from "./colour";
import { icon, make } from "./dom";
import { CSS } from "./styles";
import { say, type Key, type Language } from "./texts";

const SOURCE = (document.currentScript as HTMLScriptElement | null)?.src;
const PHONE = "(max-width: 520px)";
const NONE: Look = { name: "", face: "chat", imageVersion: null, greeting: "", suggestions: [], languages: ["ko", "en"], accent: "#3b5bdb", scheme: "auto" };

let sheet: CSSStyleSheet | undefined;

/** What is inside is private to the language too: a framework sets whatever name it finds on an element, as a property. */
export class NullusChat extends HTMLElement {
  static observedAttributes = ["lang", "scheme", "accent", "position", "app", "name"];

  readonly #root = make("div", { class: "root" });
  readonly #log = make("div", { class: "log", tabindex: "0" });
  readonly #status = make("p", { class: "sr", role: "status", "aria-live": "polite" });
  readonly #box = make("textarea", { rows: "1", maxlength: "4000" });
  readonly #sender = make("button", { class: "send", type: "button" });
  readonly #small = make("div", { class: "small" });
  readonly #heading = make("h2", { id: "title" });
  readonly #face = make("span", { class: "face", "aria-hidden": "true" });
  #panel: HTMLElement | null = null;
  #launcher: HTMLButtonElement | null = null;
  #visit: Visit | null = null;
  #look: Look = NONE;
  #worn: Partial<Look> = {};
  #left: Left | null = null;
  #running: AbortController | null = null;
  #started = false;
  #ready: Promise<void> = Promise.resolve();

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    sheet ??= new CSSStyleSheet();
    if (!sheet.cssRules.length) sheet.replaceSync(CSS);
    shadow.adoptedStyleSheets = [sheet];
    shadow.append(this.#root);
    this.#box.addEventListener("keydown", (event) => {
      // While a syllable is being composed Enter ends the syllable, not the question.
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
        event.preventDefault();
        this.#submit();
      }
    });
    this.#box.addEventListener("input", () => this.#fit());
    this.#sender.addEventListener("click", () => (this.#running ? void this.#stop() : this.#submit()));
  }

  /** Whether the conversation is open. */
  get isOpen(): boolean {
    return this.#panel !== null && !this.#panel.hidden;
  }

  connectedCallback(): void {
    if (this.#panel) return this.#lift();
    const service = this.getAttribute("service") ?? (SOURCE ? new URL(SOURCE).origin : location.origin);
    this.#visit = new Visit(service.replace(/\/+$/, ""), this.getAttribute("app") ?? "", () => this.#language);
    this.#visit.identity = this.getAttribute("identity");
    this.#build();
    this.#dress();
    if (this.#mode === "bubble") {
      this.#lift();
      if (this.hasAttribute("opened")) this.open();
    } else this.#start();
  }

  /** The bubble into the top layer, where no stacking context, overflow or transform of the page reaches it; it leaves it with the page's tree. */
  #lift(): void {
    if (this.#mode !== "bubble" || !("popover" in this.#root)) return;
    this.#root.setAttribute("popover", "manual");
    if (!this.#root.matches(":popover-open")) this.#root.showPopover();
  }

  disconnectedCallback(): void {
    this.#running?.abort();
  }

  attributeChangedCallback(name: string): void {
    if (!this.#panel) return;
    if (name === "app") {
      this.#running?.abort();
      this.#visit = new Visit(this.#visit!.service, this.getAttribute("app") ?? "", () => this.#language);
      this.#started = false;
      if (this.isOpen) this.#start();
    }
    this.#dress();
  }

  /** Open the conversation. */
  open(): void {
    if (!this.#panel || this.isOpen) return;
    this.#panel.hidden = false;
    this.#arrange();
    this.#start();
    this.#box.focus();
    this.#tell("open");
  }

  /** Close it; what was said stays. */
  close(): void {
    if (!this.#panel || !this.isOpen || this.#mode !== "bubble") return;
    this.#panel.hidden = true;
    this.#arrange();
    this.#launcher?.focus();
    this.#tell("close");
  }

  toggle(): void {
    if (this.isOpen) this.close();
    else this.open();
  }

  /** Ask for the visitor. */
  ask(text: string): void {
    if (this.hasAttribute("preview")) return;
    this.open();
    this.#box.value = text;
    this.#submit();
  }

  /** Begin a new conversation. */
  async newConversation(): Promise<void> {
    if (this.#running) await this.#stop();
    await this.#visit!.data("POST", "forget", {}).catch(() => undefined);
    this.#log.replaceChildren();
    this.#welcome();
    this.#box.focus();
  }

  /** Say who the visitor is: a JWT of the page's own server. */
  setIdentity(token: string | null): void {
    if (!this.#visit) return this.setAttribute("identity", token ?? "");
    this.#visit.identity = token;
    this.#visit.session = null;
    this.#started = false;
    if (this.isOpen) this.#start();
  }

  /** Show other colours and words than those that are kept: for a preview. */
  wear(look: Partial<Look>): void {
    this.#worn = look;
    this.#dress();
    if (!this.#log.querySelector(".mine")) this.#welcome();
  }

  get #mode(): "bubble" | "page" | "inline" {
    const asked = this.getAttribute("mode");
    return asked === "page" || asked === "inline" ? asked : "bubble";
  }

  get #shown(): Look {
    return { ...this.#look, ...this.#worn };
  }

  get #language(): Language {
    const wanted = (this.getAttribute("lang") || document.documentElement.lang || navigator.language).toLowerCase();
    const first = wanted.startsWith("ko") ? "ko" : "en";
    const known = this.#shown.languages;
    return known.length === 1 ? (known[0] as Language) : first;
  }

  #say(key: Key, fields?: Record<string, string | number>): string {
    return say(this.#language, key, fields);
  }

  #tell(name: string, detail: Record<string, unknown> = {}): void {
    this.dispatchEvent(new CustomEvent(`nullus-${name}`, { detail, bubbles: true, composed: true }));
  }

  #build(): void {
    const bubble = this.#mode === "bubble";
    const anew = make("button", { class: "tool", type: "button", onclick: () => void this.newConversation() }, icon("anew"));
    const close = make("button", { class: "tool", type: "button", onclick: () => this.close() }, icon("close"));
    close.hidden = !bubble;
    const head = make("div", { class: "head" }, this.#face, this.#heading, anew, close);
    const foot = make("div", { class: "foot" }, make("div", { class: "ask" }, this.#box, this.#sender), this.#small);
    this.#panel = make("section", { class: "panel", role: bubble ? "dialog" : "region", "aria-labelledby": "title" }, head, this.#log, foot, this.#status);
    this.#panel.hidden = bubble;
    this.#panel.addEventListener("keydown", (event) => this.#keys(event));
    this.#root.append(this.#panel);
    if (bubble) {
      this.#launcher = make("button", { class: "launch", type: "button", "aria-haspopup": "dialog", onclick: () => this.toggle() });
      this.#root.append(this.#launcher);
    }
    this.#labels = () => {
      for (const [element, key] of [[anew, "anew"], [close, "close"], [this.#box, "ask"]] as const) {
        element.setAttribute("aria-label", this.#say(key));
        if (element !== this.#box) element.title = this.#say(key);
      }
      this.#log.setAttribute("role", "log");
      this.#log.setAttribute("aria-live", "off"); // the status line tells a whole answer; half sentences would be read many times
      this.#log.setAttribute("aria-label", this.#say("log"));
      this.#box.placeholder = this.#say("placeholder");
      this.#arrange();
      this.#count();
    };
  }

  #labels: () => void = () => undefined;

  /** Colours, words and place as they are wanted now. */
  #dress(): void {
    const look = this.#shown;
    const accent = this.getAttribute("accent") ?? look.accent;
    this.#root.lang = this.#language;
    this.#root.className = `root ${this.#mode} ${this.getAttribute("position") === "left" ? "left" : ""} ${this.isOpen ? "open" : ""}`;
    this.#root.dataset.scheme = this.getAttribute("scheme") ?? look.scheme;
    if (/^#[0-9a-f]{6}$/i.test(accent)) {
      this.#root.style.setProperty("--a", accent);
      this.#root.style.setProperty("--on", bright(accent) ? "#000" : "#fff");
    }
    this.#heading.textContent = look.name || this.getAttribute("name") || "";
    this.#face.replaceChildren(icon(look.face));
    if (look.imageVersion) void this.#paint(look.imageVersion);
    this.#labels();
  }

  /** The image as its face, drawn: a page's `img-src` does not concern a canvas. */
  async #paint(version: string): Promise<void> {
    try {
      const answer = await fetch(this.#visit!.face(version), { credentials: "omit" });
      const picture = await createImageBitmap(await answer.blob());
      const canvas = make("canvas", { width: "68", height: "68" });
      const side = Math.min(picture.width, picture.height);
      canvas.getContext("2d")!.drawImage(picture, (picture.width - side) / 2, (picture.height - side) / 2, side, side, 0, 0, 68, 68);
      this.#face.replaceChildren(canvas);
    } catch {
      // the built-in face stays
    }
  }

  #arrange(): void {
    const open = this.isOpen;
    this.#root.classList.toggle("open", open);
    if (this.#launcher) {
      this.#launcher.setAttribute("aria-label", this.#say(open ? "close" : "open"));
      this.#launcher.setAttribute("aria-expanded", String(open));
      this.#launcher.replaceChildren(icon(open ? "close" : this.#shown.face));
      this.#panel!.setAttribute("aria-modal", String(open && matchMedia(PHONE).matches));
    }
    this.#sender.setAttribute("aria-label", this.#say(this.#running ? "stop" : "send"));
    this.#sender.replaceChildren(icon(this.#running ? "stop" : "send"));
  }

  /** Begin the visit once, when it is wanted: a page that merely shows the button asks nothing of anybody. */
  #start(): void {
    if (this.hasAttribute("preview")) {
      this.#box.disabled = this.#sender.disabled = true;
      return this.#welcome();
    }
    if (this.#started) return;
    this.#started = true;
    this.#status.textContent = "";
    this.#ready = this.#begin();
  }

  async #begin(): Promise<void> {
    try {
      const session = await this.#visit!.begin();
      this.#look = session.look;
      this.#left = session.left;
      this.#dress();
      const { items } = await this.#visit!.data<{ items: Said[] }>("GET", "visit");
      this.#log.replaceChildren();
      this.#welcome();
      for (const each of items) this.#recall(each);
      this.#down();
    } catch (problem) {
      this.#started = false;
      this.#fail(problem, () => this.#start());
    }
  }

  #welcome(): void {
    this.#log.querySelector(".hello")?.remove();
    this.#log.querySelector(".chips")?.remove();
    const { greeting, suggestions } = this.#shown;
    const chips = make("ul", { class: "chips", "aria-label": this.#say("suggested") });
    for (const each of suggestions) chips.append(make("li", {}, make("button", { class: "chip", type: "button", onclick: () => this.ask(each) }, each)));
    if (suggestions.length) this.#log.prepend(chips);
    if (greeting) this.#log.prepend(make("p", { class: "hello" }, greeting));
  }

  #submit(): void {
    const text = this.#box.value.trim();
    if (!text || this.#running) return;
    this.#box.value = "";
    this.#fit();
    void this.#question(text);
  }

  async #question(text: string): Promise<void> {
    const run = (this.#running = new AbortController());
    await this.#ready; // what was said in an earlier visit stands above
    this.#log.querySelector(".chips")?.remove();
    this.#log.append(this.#mine(text));
    const answer = new Answer(this.#pieces);
    this.#log.append(answer.element);
    answer.wait(this.#say("thinking"));
    this.#status.textContent = this.#say("thinking");
    this.#down();
    this.#tell("question", { text });
    this.#arrange();
    try {
      await this.#visit!.ask(
        text,
        {
          sources: (number, sources) => answer.know(number, sources),
          delta: (more) => {
            const follows = this.#low();
            answer.more(more);
            if (follows) this.#down();
          },
          done: (state, left) => {
            if (left !== undefined) this.#left = left;
            answer.end(state);
          },
          error: (_, message) => answer.wrong(message),
        },
        run.signal,
      );
      this.#status.textContent = answer.plain;
      this.#tell("answer", { answer: answer.number, text: answer.text });
    } catch (problem) {
      if (run.signal.aborted) answer.end("stopped");
      else if (problem instanceof Problem && problem.code === "CUT") await this.#recover(answer);
      else {
        answer.element.remove();
        this.#fail(problem, () => this.#repeat(text));
      }
    } finally {
      if (this.#running === run) this.#running = null;
      this.#arrange();
      this.#count();
      this.#down();
    }
  }

  /** The connection broke in the middle: the answer is finished and kept over there, so it is fetched when one can be had again. */
  async #recover(answer: Answer): Promise<void> {
    answer.note(this.#say("lost"));
    for (let attempt = 0; attempt < 8; attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      try {
        const { items } = await this.#visit!.data<{ items: Said[] }>("GET", "visit");
        const last = items.at(-1);
        if (last?.answer && last.state !== "writing") return answer.recall(last);
      } catch {
        // still away
      }
    }
    answer.wrong(this.#say("lost"));
  }

  #repeat(text: string): void {
    this.#log.lastElementChild?.remove();
    void this.#question(text);
  }

  async #stop(): Promise<void> {
    const run = this.#running;
    await this.#visit!.data("POST", "stop", {}).catch(() => undefined);
    // The stream ends by itself with what there is; where it does not, it is left.
    setTimeout(() => run?.abort(), 3000);
  }

  #recall(said: Said): void {
    if (said.answer === null) this.#log.append(this.#mine(said.text));
    else {
      const answer = new Answer(this.#pieces);
      answer.recall(said);
      this.#log.append(answer.element);
    }
    this.#log.querySelector(".chips")?.remove();
  }

  #mine(text: string): HTMLElement {
    return make("div", { class: "mine" }, make("span", { class: "sr" }, `${this.#say("you")}: `), text);
  }

  #fail(problem: unknown, again: () => void): void {
    const { status, code, message } = problem instanceof Problem ? problem : new Problem(0, "BROKEN", "");
    const over = code === "VISITOR_SIGNED_UP";
    const limit = status === 429;
    const words = over ? this.#say("signedUp") : message || this.#say(status === 0 ? "away" : "refused");
    const shown = make("div", { class: "theirs", role: "alert" }, make("div", { class: over ? "" : "wrong" }, words));
    const acts = make("div", { class: "acts" });
    if (over) {
      acts.append(this.#act("account", () => window.open(`${this.#visit!.service}/`, "_blank", "noopener"), true));
      acts.append(this.#act("over", () => (this.#visit!.leave(), shown.remove(), this.#start())));
    } else if (limit && this.#visit?.session?.signUp) acts.append(this.#act("signUp", () => void this.#signUp(), true));
    else if (!limit) acts.append(this.#act("again", () => (shown.remove(), again())));
    if (code === "QUOTA_EXCEEDED") this.#left = { left: 0, limit: this.#left?.limit ?? null };
    shown.append(acts);
    this.#log.append(shown);
    this.#down();
    this.#tell("error", { code });
  }

  #act(key: Key, done: () => void, main = false): HTMLElement {
    return make("button", { class: main ? "act main" : "act", type: "button", onclick: done }, this.#say(key));
  }

  /** Take the conversation along: a page of the service opens, where the visitor gets an account. */
  async #signUp(): Promise<void> {
    const own = this.#mode === "page" && window.top === window;
    const tab = own ? null : window.open("about:blank", "_blank");
    if (tab) tab.opener = null;
    try {
      const { address } = await this.#visit!.data<{ address: string }>("POST", "handover", {});
      this.#tell("sign-up");
      if (tab) tab.location.href = address;
      else location.assign(address);
    } catch (problem) {
      tab?.close();
      this.#fail(problem, () => void this.#signUp());
    }
  }

  /** What is left, and the way to more. */
  #count(): void {
    const left = this.#left?.left;
    const words = left == null ? "" : left <= 0 ? this.#say("left0") : left === 1 ? this.#say("left1") : this.#say("left", { n: left });
    const more = left != null && left <= 1 && this.#visit?.session?.signUp;
    const way = more ? make("button", { type: "button", onclick: () => void this.#signUp() }, this.#say("signUp")) : make("span", {}, this.#say("note"));
    this.#small.replaceChildren(...(words ? [make("span", {}, words)] : []), way);
  }

  readonly #pieces: Pieces = {
    say: (key, fields) => this.#say(key, fields),
    rate: (answer, rating, reason) => this.#visit!.data("POST", "feedback", { answer, rating, ...(reason ? { reason } : {}) }),
    tell: (name, detail) => this.#tell(name, detail),
  };

  #keys(event: KeyboardEvent): void {
    if (this.#mode !== "bubble" || event.isComposing) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
    }
    if (event.key !== "Tab") return;
    const stops = [...this.#panel!.querySelectorAll<HTMLElement>("button,textarea,input,[tabindex='0']")].filter((each) => !each.hidden && each.getClientRects().length && !(each as HTMLButtonElement).disabled);
    const end = event.shiftKey ? stops[0] : stops.at(-1);
    if (this.shadowRoot!.activeElement === end) {
      event.preventDefault();
      (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
    }
  }

  #fit(): void {
    this.#box.style.height = "auto";
    this.#box.style.height = `${Math.min(140, this.#box.scrollHeight + 2)}px`;
  }

  #low(): boolean {
    return this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < 60;
  }

  #down(): void {
    this.#log.scrollTop = this.#log.scrollHeight;
  }
}
