/** One answer as it is written, with its citations and what the visitor thinks of it. */
import type { Passage, Problem, Said } from "./api";
import { icon, make } from "./dom";
import { render } from "./markdown";
import type { Say } from "./texts";

/** What an answer wants of the chatbot that shows it. */
export interface Pieces {
  say: Say;
  rate(answer: number, rating: 1 | -1, reason?: string): Promise<unknown>;
  tell(name: string, detail: Record<string, unknown>): void;
}

export class Answer {
  readonly element = make("div", { class: "theirs" });
  number = 0;
  text = "";
  private readonly body = make("div", { class: "body" });
  private readonly below = make("div");
  private sources = new Map<number, Passage>();
  private open: number | null = null;
  private due = 0;

  constructor(private readonly pieces: Pieces) {
    this.element.append(this.body, this.below);
  }

  /** The answer as it is read aloud: without markers. */
  get plain(): string {
    return this.text.replace(/\s?\[\d{1,3}\]/g, "");
  }

  wait(words: string): void {
    this.body.replaceChildren(make("p", { class: "wait" }, words));
  }

  know(number: number, sources: Passage[]): void {
    this.number = number;
    this.sources = new Map(sources.map((each) => [each.number, each]));
  }

  more(text: string): void {
    this.text += text;
    this.due ||= requestAnimationFrame(() => this.draw());
  }

  end(state: string): void {
    this.draw();
    if (state === "stopped") this.note(this.pieces.say("stopped"));
    if (this.number && this.text) this.feedback(null);
  }

  wrong(message: string): void {
    this.draw();
    this.below.append(make("p", { class: "wrong", role: "alert" }, message));
  }

  note(words: string): void {
    this.below.replaceChildren(make("p", { class: "wait" }, words));
  }

  recall(said: Said): void {
    this.text = said.text;
    this.know(said.answer ?? 0, said.sources);
    this.below.replaceChildren();
    this.draw();
    if (said.state === "stopped") this.note(this.pieces.say("stopped"));
    if (said.failure) this.wrong(said.failure.message);
    else if (said.text) this.feedback(said.rating);
  }

  private draw(): void {
    cancelAnimationFrame(this.due);
    this.due = 0;
    this.body.replaceChildren(render(this.text, (number) => this.cite(number)));
  }

  /** A marker in the text: opens the passage that it stands for. */
  private cite(number: number): Node {
    const source = this.sources.get(number);
    if (!source) return document.createTextNode(`[${number}]`);
    const label = this.pieces.say("source", { n: number, name: source.documentName });
    const toggle = (event: Event): void => this.show(this.open === number ? null : number, event.currentTarget as HTMLElement);
    return make("button", { class: "cite", type: "button", "aria-label": label, title: label, "aria-expanded": String(this.open === number), onclick: toggle }, String(number));
  }

  private show(number: number | null, by: HTMLElement): void {
    this.open = number;
    this.element.querySelector(".passage")?.remove();
    for (const each of this.body.querySelectorAll(".cite")) each.setAttribute("aria-expanded", "false");
    const source = number === null ? undefined : this.sources.get(number);
    if (!source) return;
    by.setAttribute("aria-expanded", "true");
    const place = [...source.headingPath, ...(source.page ? [this.pieces.say("page", { n: source.page })] : [])].join(" · ");
    const passage = make("div", { class: "passage", role: "region", tabindex: "0", "aria-label": this.pieces.say("source", { n: source.number, name: source.documentName }) });
    passage.append(make("strong", {}, `${source.number}. ${source.documentName}`), ...(place ? [make("small", {}, place)] : []), make("p", {}, source.text));
    (by.closest(".body > *") ?? this.body).after(passage);
    this.pieces.tell("citation", { answer: this.number, number });
  }

  private feedback(rated: 1 | -1 | null): void {
    const row = make("div", { class: "row" });
    const choice = (rating: 1 | -1, key: "good" | "bad"): HTMLElement =>
      make("button", { class: "tool", type: "button", "aria-label": this.pieces.say(key), title: this.pieces.say(key), "aria-pressed": String(rated === rating), onclick: () => void this.rate(row, rating) }, icon(key));
    row.append(choice(1, "good"), choice(-1, "bad"));
    this.element.querySelector(".row")?.remove();
    this.element.append(row);
  }

  private async rate(row: HTMLElement, rating: 1 | -1): Promise<void> {
    const [good, bad] = row.querySelectorAll(".tool");
    good!.setAttribute("aria-pressed", String(rating === 1));
    bad!.setAttribute("aria-pressed", String(rating === -1));
    row.querySelectorAll(".reason,.thanks").forEach((each) => each.remove());
    const thanks = make("span", { class: "thanks", role: "status" });
    row.append(thanks);
    try {
      await this.pieces.rate(this.number, rating);
    } catch (problem) {
      thanks.textContent = (problem as Problem).message;
      return;
    }
    if (rating === 1) {
      thanks.textContent = this.pieces.say("thanks");
      return;
    }
    const input = make("input", { type: "text", maxlength: "2000", "aria-label": this.pieces.say("why"), placeholder: this.pieces.say("why") });
    const send = async (): Promise<void> => {
      await this.pieces.rate(this.number, -1, input.value.trim()).catch(() => undefined);
      reason.remove();
      thanks.textContent = this.pieces.say("thanks");
    };
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing && event.keyCode !== 229) void send();
    });
    const reason = make("span", { class: "reason" }, input, make("button", { class: "act", type: "button", onclick: () => void send() }, this.pieces.say("tell")));
    row.append(reason);
    input.focus();
    row.scrollIntoView({ block: "nearest" });
  }
}
