/** `<nullus-chat app="…">`: the whole chatbot in one element. What the host page may do with it: docs/how-to/publishing.md. */
import { Visit, type Look } from "./api";
import { Frame, type Mode } from "./frame";
import { CSS } from "./styles";
import { Talk, type Host } from "./talk";
import { say, type Language } from "./texts";

const SOURCE = (document.currentScript as HTMLScriptElement | null)?.src;
const NONE: Look = { name: "", face: "chat", imageVersion: null, greeting: "", suggestions: [], languages: ["ko", "en"], accent: "#3b5bdb", scheme: "auto" };

let sheet: CSSStyleSheet | undefined;

/** What is inside is private to the language too: a framework sets whatever name it finds on an element, as a property. */
export class NullusChat extends HTMLElement {
  static observedAttributes = ["lang", "scheme", "accent", "position", "app", "name"];

  #frame: Frame | null = null;
  #talk: Talk | null = null;
  #look: Look = NONE;
  #worn: Partial<Look> = {};

  constructor() {
    super();
    sheet ??= new CSSStyleSheet();
    if (!sheet.cssRules.length) sheet.replaceSync(CSS);
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
  }

  /** Whether the conversation is open. */
  get isOpen(): boolean {
    return this.#frame?.isOpen ?? false;
  }

  connectedCallback(): void {
    if (this.#frame) return this.#frame.lift();
    const service = this.getAttribute("service") ?? (SOURCE ? new URL(SOURCE).origin : location.origin);
    this.#frame = new Frame(this.#mode, this.#host.say, {
      submit: () => this.#talk!.submit(),
      stop: () => void this.#talk!.stop(),
      anew: () => void this.newConversation(),
      toggle: () => this.toggle(),
      close: () => this.close(),
    });
    this.shadowRoot!.append(this.#frame.root);
    this.#visit(service.replace(/\/+$/, ""), this.getAttribute("identity"));
    this.#dress();
    if (this.#frame.mode !== "bubble") return this.#start();
    this.#frame.lift();
    if (this.hasAttribute("opened")) this.open();
  }

  disconnectedCallback(): void {
    this.#talk?.abort();
  }

  attributeChangedCallback(name: string): void {
    if (!this.#talk) return;
    if (name === "app") {
      this.#talk.abort();
      this.#visit(this.#talk.visit.service, null);
      if (this.isOpen) this.#start();
    }
    this.#dress();
  }

  /** Open the conversation. */
  open(): void {
    if (!this.#frame || this.isOpen) return;
    this.#frame.show(true);
    this.#start();
    this.#tell("open");
  }

  /** Close it; what was said stays. */
  close(): void {
    if (!this.isOpen || this.#frame!.mode !== "bubble") return;
    this.#frame!.show(false);
    this.#tell("close");
  }

  toggle(): void {
    if (this.isOpen) this.close();
    else this.open();
  }

  /** Ask for the visitor. */
  ask(text: string): void {
    if (!this.#frame || this.hasAttribute("preview")) return;
    this.open();
    this.#frame.box.value = text;
    this.#talk!.submit();
  }

  /** Begin a new conversation. */
  async newConversation(): Promise<void> {
    await this.#talk?.anew();
  }

  /** Say who the visitor is: a JWT of the page's own server. */
  setIdentity(token: string | null): void {
    if (!this.#talk) return this.setAttribute("identity", token ?? "");
    this.#talk.identify(token);
    if (this.isOpen) this.#start();
  }

  /** Show other colours and words than those that are kept: for a preview. */
  wear(look: Partial<Look>): void {
    this.#worn = look;
    this.#dress();
    if (this.#talk && !this.#talk.isBegun) this.#talk.welcome();
  }

  get #mode(): Mode {
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

  readonly #host: Host = {
    say: (key, fields) => say(this.#language, key, fields),
    look: () => this.#shown,
    looks: (like) => {
      this.#look = like;
      this.#dress();
    },
    tell: (name, detail) => this.#tell(name, detail),
  };

  #visit(service: string, identity: string | null): void {
    const visit = new Visit(service, this.getAttribute("app") ?? "", () => this.#language);
    visit.identity = identity;
    this.#talk = new Talk(visit, this.#frame!, this.#host);
  }

  #start(): void {
    if (!this.hasAttribute("preview")) return this.#talk!.start();
    this.#frame!.freeze();
    this.#talk!.welcome();
  }

  /** Colours, words and place as they are wanted now. */
  #dress(): void {
    if (!this.#frame || !this.#talk) return;
    const look = this.#shown;
    this.#frame.dress({
      lang: this.#language,
      title: look.name || this.getAttribute("name") || "",
      symbol: look.face,
      accent: this.getAttribute("accent") ?? look.accent,
      scheme: this.getAttribute("scheme") ?? look.scheme,
      isLeft: this.getAttribute("position") === "left",
    });
    if (look.imageVersion) void this.#frame.paint(this.#talk.visit.face(look.imageVersion));
    this.#talk.count();
  }

  #tell(name: string, detail: Record<string, unknown> = {}): void {
    this.dispatchEvent(new CustomEvent(`nullus-${name}`, { detail, bubbles: true, composed: true }));
  }
}
