/** What is there before anything is said: the button, the panel with its log and its box, and their words, colours and keys. */
import { bright } from "./colour";
import { icon, make } from "./dom";
import type { Say } from "./texts";

const PHONE = "(max-width: 520px)";

export type Mode = "bubble" | "inline" | "page";

/** What a visitor does with it. */
export interface Acts {
  submit(): void;
  stop(): void;
  anew(): void;
  toggle(): void;
  close(): void;
}

/** How it is dressed; `symbol` is the face of the button, and of the head where there is no picture. */
export interface Dress {
  lang: string;
  title: string;
  symbol: string;
  accent: string;
  scheme: string;
  isLeft: boolean;
}

export class Frame {
  readonly root = make("div", { class: "root" });
  readonly log = make("div", { class: "log", role: "log", "aria-live": "off", tabindex: "0" }); // `status` tells a whole answer; half sentences would be read many times
  readonly status = make("p", { class: "sr", role: "status", "aria-live": "polite" });
  readonly box = make("textarea", { rows: "1", maxlength: "4000" });
  readonly small = make("div", { class: "small" });
  private readonly panel: HTMLElement;
  private readonly launcher: HTMLButtonElement | null = null;
  private readonly heading = make("h2", { id: "title" });
  private readonly face = make("span", { class: "face", "aria-hidden": "true" });
  private readonly sender = make("button", { class: "send", type: "button" });
  private readonly anew = make("button", { class: "tool", type: "button" }, icon("anew"));
  private readonly closer = make("button", { class: "tool", type: "button" }, icon("close"));
  private symbol = "";
  private busy = false;

  constructor(readonly mode: Mode, private readonly say: Say, private readonly acts: Acts) {
    const bubble = mode === "bubble";
    this.closer.hidden = !bubble;
    const head = make("div", { class: "head" }, this.face, this.heading, this.anew, this.closer);
    const foot = make("div", { class: "foot" }, make("div", { class: "ask" }, this.box, this.sender), this.small);
    this.panel = make("section", { class: "panel", role: bubble ? "dialog" : "region", "aria-labelledby": "title" }, head, this.log, foot, this.status);
    this.panel.hidden = bubble;
    this.root.append(this.panel);
    if (bubble) {
      this.launcher = make("button", { class: "launch", type: "button", "aria-haspopup": "dialog", onclick: () => acts.toggle() });
      this.root.append(this.launcher);
      this.panel.addEventListener("keydown", (event) => this.keys(event));
    }
    this.anew.addEventListener("click", () => acts.anew());
    this.closer.addEventListener("click", () => acts.close());
    this.sender.addEventListener("click", () => (this.busy ? acts.stop() : acts.submit()));
    this.box.addEventListener("input", () => this.fit());
    this.box.addEventListener("keydown", (event) => {
      // While a syllable is being composed Enter ends the syllable, not the question.
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
        event.preventDefault();
        acts.submit();
      }
    });
  }

  get isOpen(): boolean {
    return !this.panel.hidden;
  }

  show(open: boolean): void {
    this.panel.hidden = !open;
    this.arrange();
    if (open) this.box.focus();
    else this.launcher?.focus();
  }

  /** The bubble into the top layer, where no stacking context, overflow or transform of the page reaches it; it leaves it with the page's tree. */
  lift(): void {
    if (this.mode !== "bubble" || !("popover" in this.root)) return;
    this.root.setAttribute("popover", "manual");
    if (!this.root.matches(":popover-open")) this.root.showPopover();
  }

  /** Nothing can be asked: it is a picture of itself. */
  freeze(): void {
    this.box.disabled = this.sender.disabled = true;
  }

  /** While an answer is written, its button stops it. */
  set isBusy(busy: boolean) {
    this.busy = busy;
    this.arrange();
  }

  dress({ lang, title, symbol, accent, scheme, isLeft }: Dress): void {
    this.root.lang = lang;
    this.root.className = `root ${this.mode} ${isLeft ? "left" : ""}`;
    this.root.dataset.scheme = scheme;
    if (/^#[0-9a-f]{6}$/i.test(accent)) {
      this.root.style.setProperty("--a", accent);
      this.root.style.setProperty("--on", bright(accent) ? "#000" : "#fff");
    }
    this.symbol = symbol;
    this.heading.textContent = title;
    this.face.replaceChildren(icon(symbol));
    for (const [part, key] of [[this.anew, "anew"], [this.closer, "close"], [this.box, "ask"], [this.log, "log"]] as const) part.setAttribute("aria-label", this.say(key));
    this.anew.title = this.say("anew");
    this.closer.title = this.say("close");
    this.box.placeholder = this.say("placeholder");
    this.arrange();
  }

  /** A picture as its face, drawn: a page's `img-src` does not concern a canvas. The built-in face stays where there is none. */
  async paint(address: string): Promise<void> {
    try {
      const answer = await fetch(address, { credentials: "omit" });
      const picture = await createImageBitmap(await answer.blob());
      const canvas = make("canvas", { width: "68", height: "68" });
      const side = Math.min(picture.width, picture.height);
      canvas.getContext("2d")!.drawImage(picture, (picture.width - side) / 2, (picture.height - side) / 2, side, side, 0, 0, 68, 68);
      this.face.replaceChildren(canvas);
    } catch {
      // as said
    }
  }

  fit(): void {
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(140, this.box.scrollHeight + 2)}px`;
  }

  /** Whether the end of the log is in sight. */
  get isLow(): boolean {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 60;
  }

  down(): void {
    this.log.scrollTop = this.log.scrollHeight;
  }

  private arrange(): void {
    const open = this.isOpen;
    this.root.classList.toggle("open", open);
    if (this.launcher) {
      this.launcher.setAttribute("aria-label", this.say(open ? "close" : "open"));
      this.launcher.setAttribute("aria-expanded", String(open));
      this.launcher.replaceChildren(icon(open ? "close" : this.symbol));
      this.panel.setAttribute("aria-modal", String(open && matchMedia(PHONE).matches));
    }
    const act = this.busy ? "stop" : "send";
    this.sender.setAttribute("aria-label", this.say(act));
    this.sender.replaceChildren(icon(act));
  }

  /** Escape closes the bubble, Tab stays in it. */
  private keys(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      this.acts.close();
    }
    if (event.key !== "Tab") return;
    const stops = [...this.panel.querySelectorAll<HTMLElement>("button,textarea,input,[tabindex='0']")].filter((each) => !each.hidden && each.getClientRects().length && !(each as HTMLButtonElement).disabled);
    const end = event.shiftKey ? stops[0] : stops.at(-1);
    if ((this.root.getRootNode() as ShadowRoot).activeElement === end) {
      event.preventDefault();
      (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
    }
  }
}
