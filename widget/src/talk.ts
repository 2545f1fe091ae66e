/** The conversation of a visit: what was said before, questions and their answers, what is left, and the way to an account. */
import { Answer, type Pieces } from "./answer";
import { Problem, type Left, type Look, type Said, type Visit } from "./api";
import { make } from "./dom";
import type { Frame } from "./frame";
import type { Key, Say } from "./texts";

/** What the conversation wants of the chatbot around it. */
export interface Host {
  say: Say;
  /** How it looks now. */
  look(): Look;
  /** The visit began: it looks like this, if nothing else is worn. */
  looks(like: Look): void;
  tell(name: string, detail?: Record<string, unknown>): void;
}

export class Talk {
  private left: Left | null = null;
  private running: AbortController | null = null;
  private started = false;
  private ready: Promise<void> = Promise.resolve();
  private readonly pieces: Pieces;

  constructor(readonly visit: Visit, private readonly frame: Frame, private readonly host: Host) {
    this.pieces = {
      say: host.say,
      tell: host.tell,
      rate: (answer, rating, reason) => visit.data("POST", "feedback", { answer, rating, ...(reason ? { reason } : {}) }),
    };
  }

  /** Begin the visit once, when it is wanted: a page that merely shows the button asks nothing of anybody. */
  start(): void {
    if (this.started) return;
    this.started = true;
    this.frame.status.textContent = "";
    this.ready = this.begin();
  }

  /** Another visitor: what is asked next belongs to that one. */
  identify(token: string | null): void {
    this.visit.identity = token;
    this.visit.session = null;
    this.started = false;
  }

  submit(): void {
    const { box } = this.frame;
    const text = box.value.trim();
    if (!text || this.running) return;
    box.value = "";
    this.frame.fit();
    void this.question(text);
  }

  async stop(): Promise<void> {
    const run = this.running;
    await this.visit.data("POST", "stop", {}).catch(() => undefined);
    // The stream ends by itself with what there is; where it does not, it is left.
    setTimeout(() => run?.abort(), 3000);
  }

  /** Let go of an answer that is being written; it is finished over there. */
  abort(): void {
    this.running?.abort();
  }

  /** A new conversation; what was said is forgotten here. */
  async anew(): Promise<void> {
    if (this.running) await this.stop();
    await this.visit.data("POST", "forget", {}).catch(() => undefined);
    this.frame.log.replaceChildren();
    this.welcome();
    this.frame.box.focus();
  }

  /** The greeting and the suggested questions above everything. */
  welcome(): void {
    const { log } = this.frame;
    log.querySelector(".hello")?.remove();
    log.querySelector(".chips")?.remove();
    const { greeting, suggestions } = this.host.look();
    const chips = make("ul", { class: "chips", "aria-label": this.host.say("suggested") });
    for (const each of suggestions) chips.append(make("li", {}, make("button", { class: "chip", type: "button", onclick: () => this.suggest(each) }, each)));
    if (suggestions.length) log.prepend(chips);
    if (greeting) log.prepend(make("p", { class: "hello" }, greeting));
  }

  /** Whether the visitor asked anything yet. */
  get isBegun(): boolean {
    return this.frame.log.querySelector(".mine") !== null;
  }

  /** What is left, and the way to more. */
  count(): void {
    const left = this.left?.left;
    const words = left == null ? "" : left <= 0 ? this.host.say("left0") : left === 1 ? this.host.say("left1") : this.host.say("left", { n: left });
    const more = left != null && left <= 1 && this.visit.session?.signUp;
    const way = more ? make("button", { type: "button", onclick: () => void this.signUp() }, this.host.say("signUp")) : make("span", {}, this.host.say("note"));
    this.frame.small.replaceChildren(...(words ? [make("span", {}, words)] : []), way);
  }

  private suggest(text: string): void {
    if (this.frame.box.disabled) return;
    this.frame.box.value = text;
    this.submit();
  }

  private async begin(): Promise<void> {
    try {
      const session = await this.visit.begin();
      this.left = session.left;
      this.host.looks(session.look);
      const { items } = await this.visit.data<{ items: Said[] }>("GET", "visit");
      this.frame.log.replaceChildren();
      this.welcome();
      for (const each of items) this.recall(each);
      this.frame.down();
    } catch (problem) {
      this.started = false;
      this.fail(problem, () => this.start());
    }
  }

  private async question(text: string): Promise<void> {
    const { frame, host } = this;
    const run = (this.running = new AbortController());
    await this.ready; // what was said in an earlier visit stands above
    frame.log.querySelector(".chips")?.remove();
    const answer = new Answer(this.pieces);
    frame.log.append(this.mine(text), answer.element);
    answer.wait(host.say("thinking"));
    frame.status.textContent = host.say("thinking");
    frame.down();
    host.tell("question", { text });
    frame.isBusy = true;
    try {
      await this.visit.ask(
        text,
        {
          sources: (number, sources) => answer.know(number, sources),
          delta: (more) => {
            const follows = frame.isLow;
            answer.more(more);
            if (follows) frame.down();
          },
          done: (state, left) => {
            if (left !== undefined) this.left = left;
            answer.end(state);
          },
          error: (_, message) => answer.wrong(message),
        },
        run.signal,
      );
      frame.status.textContent = answer.plain;
      host.tell("answer", { answer: answer.number, text: answer.text });
    } catch (problem) {
      if (run.signal.aborted) answer.end("stopped");
      else if (problem instanceof Problem && problem.code === "CUT") await this.recover(answer);
      else {
        answer.element.remove();
        this.fail(problem, () => this.repeat(text));
      }
    } finally {
      if (this.running === run) this.running = null;
      frame.isBusy = this.running !== null;
      this.count();
      frame.down();
    }
  }

  /** The connection broke in the middle: the answer is finished and kept over there, so it is fetched when one can be had again. */
  private async recover(answer: Answer): Promise<void> {
    answer.note(this.host.say("lost"));
    for (let attempt = 0; attempt < 8; attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      try {
        const { items } = await this.visit.data<{ items: Said[] }>("GET", "visit");
        const last = items.at(-1);
        if (last?.answer && last.state !== "writing") return answer.recall(last);
      } catch {
        // still away
      }
    }
    answer.wrong(this.host.say("lost"));
  }

  private repeat(text: string): void {
    this.frame.log.lastElementChild?.remove();
    void this.question(text);
  }

  private recall(said: Said): void {
    const { log } = this.frame;
    if (said.answer === null) log.append(this.mine(said.text));
    else {
      const answer = new Answer(this.pieces);
      answer.recall(said);
      log.append(answer.element);
    }
    log.querySelector(".chips")?.remove();
  }

  private mine(text: string): HTMLElement {
    return make("div", { class: "mine" }, make("span", { class: "sr" }, `${this.host.say("you")}: `), text);
  }

  /** Say what went wrong and what can be done about it. */
  private fail(problem: unknown, again: () => void): void {
    const { status, code, message } = problem instanceof Problem ? problem : new Problem(0, "BROKEN", "");
    const over = code === "VISITOR_SIGNED_UP";
    const limit = status === 429;
    const words = over ? this.host.say("signedUp") : message || this.host.say(status === 0 ? "away" : "refused");
    const shown = make("div", { class: "theirs", role: "alert" }, make("div", { class: over ? "" : "wrong" }, words));
    const acts = make("div", { class: "acts" });
    if (over) {
      acts.append(this.act("account", () => window.open(`${this.visit.service}/`, "_blank", "noopener"), true));
      acts.append(this.act("over", () => (this.visit.leave(), shown.remove(), this.start())));
    } else if (limit && this.visit.session?.signUp) acts.append(this.act("signUp", () => void this.signUp(), true));
    else if (!limit) acts.append(this.act("again", () => (shown.remove(), again())));
    if (code === "QUOTA_EXCEEDED") this.left = { left: 0, limit: this.left?.limit ?? null };
    shown.append(acts);
    this.frame.log.append(shown);
    this.frame.down();
    this.host.tell("error", { code });
  }

  private act(key: Key, done: () => void, main = false): HTMLElement {
    return make("button", { class: main ? "act main" : "act", type: "button", onclick: done }, this.host.say(key));
  }

  /** Take the conversation along: a page of the service opens, where the visitor gets an account. */
  private async signUp(): Promise<void> {
    const own = this.frame.mode === "page" && window.top === window;
    const tab = own ? null : window.open("about:blank", "_blank");
    if (tab) tab.opener = null;
    try {
      const { address } = await this.visit.data<{ address: string }>("POST", "handover", {});
      this.host.tell("sign-up");
      if (tab) tab.location.href = address;
      else location.assign(address);
    } catch (problem) {
      tab?.close();
      this.fail(problem, () => void this.signUp());
    }
  }
}
