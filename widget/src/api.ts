/** The calls of a visit: no cookies, one token of ten minutes that is renewed long before it ends, answers read as they are written. */
export interface Look {
  name: string;
  face: string;
  imageVersion: string | null;
  greeting: string;
  suggestions: string[];
  languages: string[];
  accent: string;
  scheme: string;
}
export interface Left {
  left: number | null;
  limit: number | null;
}
export interface Session {
  token: string;
  expiresAt: string;
  visitor: string | null;
  look: Look;
  left: Left | null;
  signUp: boolean;
}
export interface Passage {
  number: number;
  documentName: string;
  text: string;
  headingPath: string[];
  page: number | null;
}
export interface Said {
  answer: number | null;
  state: string;
  text: string;
  sources: Passage[];
  cited: number[];
  rating: 1 | -1 | null;
  failure: { code: string; message: string } | null;
}
export interface Told {
  sources(answer: number, sources: Passage[]): void;
  delta(text: string): void;
  done(state: string, left: Left | null | undefined): void;
  error(code: string, message: string): void;
}

const EARLY_MS = 300_000;

/** Why a call went wrong. `status` 0: nothing answered at all. */
export class Problem extends Error {
  constructor(readonly status: number, readonly code: string, message: string) {
    super(message);
  }
}

export class Visit {
  session: Session | null = null;
  identity: string | null = null;
  private beginning: Promise<Session> | null = null;

  constructor(readonly service: string, readonly app: string, readonly language: () => string) {}

  /** A session that lasts a while. Raises Problem. */
  async begin(): Promise<Session> {
    if (this.session && Date.parse(this.session.expiresAt) - Date.now() > EARLY_MS) return this.session;
    this.beginning ??= this.renew().finally(() => (this.beginning = null));
    return this.beginning;
  }

  /** A call of the visit; a token that is refused is renewed once. Raises Problem. */
  async call(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
    const { token } = await this.begin();
    try {
      return await this.send(method, path, body, token, signal);
    } catch (problem) {
      if (!(problem instanceof Problem) || problem.status !== 401) throw problem;
      this.session = null;
      return this.send(method, path, body, (await this.begin()).token, signal);
    }
  }

  async data<T>(method: string, path: string, body?: unknown): Promise<T> {
    return ((await (await this.call(method, path, body)).json()) as { data: T }).data;
  }

  /** Ask, and tell what comes. Raises Problem where it does not begin, or breaks off. */
  async ask(text: string, told: Told, signal: AbortSignal): Promise<void> {
    const answer = await this.call("POST", "messages", { text }, signal);
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    let waiting = "";
    let ended = false;
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      waiting += value;
      for (let end = waiting.indexOf("\n\n"); end >= 0; end = waiting.indexOf("\n\n")) {
        ended = tell(waiting.slice(0, end), told) || ended;
        waiting = waiting.slice(end + 2);
      }
    }
    if (!ended) throw new Problem(0, "CUT", "");
  }

  /** Where the image of its face is. */
  face(version: string): string {
    return `${this.address("face")}&v=${encodeURIComponent(version)}`;
  }

  /** Forget who was here before. */
  leave(): void {
    this.session = null;
    keep(this.app, null);
  }

  private async renew(): Promise<Session> {
    const body: Record<string, string> = {};
    const visitor = kept(this.app);
    if (visitor) body.visitor = visitor;
    if (this.identity) body.identity = this.identity;
    const answer = await this.send("POST", "session", body);
    this.session = ((await answer.json()) as { data: Session }).data;
    if (this.session.visitor) keep(this.app, this.session.visitor);
    return this.session;
  }

  private address(path: string): string {
    return `${this.service}/embed/v1/${path}?app=${encodeURIComponent(this.app)}`;
  }

  private async send(method: string, path: string, body?: unknown, token?: string, signal?: AbortSignal): Promise<Response> {
    const headers: Record<string, string> = { "Accept-Language": this.language() };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (token) headers.Authorization = `Bearer ${token}`;
    let answer: Response;
    try {
      answer = await fetch(this.address(path), {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        credentials: "omit",
        cache: "no-store",
        signal,
      });
    } catch (error) {
      if ((error as Error).name === "AbortError") throw error;
      throw new Problem(0, "UNREACHABLE", "");
    }
    if (answer.ok) return answer;
    const told = (await answer.json().catch(() => ({}))) as { resultCode?: string; message?: string };
    throw new Problem(answer.status, told.resultCode ?? "ERROR", told.message ?? "");
  }
}

/** One event; true when it was the last. */
function tell(block: string, told: Told): boolean {
  let name = "";
  let body = "";
  for (const line of block.split("\n")) {
    if (line.startsWith("event: ")) name = line.slice(7);
    else if (line.startsWith("data: ")) body += line.slice(6);
  }
  if (!name) return false;
  const value = JSON.parse(body);
  if (name === "sources") told.sources(value.answer, value.sources);
  else if (name === "delta") told.delta(value.text);
  else if (name === "done") told.done(value.state, value.left);
  else if (name === "error") told.error(value.code, value.message);
  return name === "done" || name === "error";
}

// The browser may forbid a page to keep anything: then a visit lasts as long as the page.
const memory = new Map<string, string>();

function kept(app: string): string | null {
  try {
    return localStorage.getItem(`nullus-chat:${app}`);
  } catch {
    return memory.get(app) ?? null;
  }
}

function keep(app: string, secret: string | null): void {
  try {
    if (secret === null) localStorage.removeItem(`nullus-chat:${app}`);
    else localStorage.setItem(`nullus-chat:${app}`, secret);
  } catch {
    if (secret === null) memory.delete(app);
    else memory.set(app, secret);
  }
}
