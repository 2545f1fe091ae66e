/** An answer on its way, as it is shown until the stored one takes its place. */

import type { Schema } from "@/api/client";
import type { ApiError } from "@/api/errors";

import type { Checks, Citation, Message, Source } from "../queries";

/** What only the end of a stream tells: it is kept while the window is open. */
export type Ending = Partial<Pick<Schema<"AnswerOut">, "quota" | "served" | "withheld" | "modelAway">>;

export interface Turn {
  /** The last message that stays above; null: none. */
  above: string | null;
  /** What was asked, where it is not among the messages yet. */
  question: Message | null;
  answer: Message;
  /** Whether the service has taken the question: from then on nothing is lost. */
  taken: boolean;
  /** The connection is away, and is tried again. */
  away: boolean;
  stopping: boolean;
}

export interface Asked {
  text: string;
  collectionIds?: string[] | null;
  model?: string | null;
}

const NOTHING = {
  siblings: [],
  rewritten: null,
  language: null,
  mode: null,
  finish: null,
  sources: [],
  citations: [],
  withheld: [],
  checks: {},
  model: null,
  provider: null,
  prompt: null,
  attempts: [],
  usage: {},
  cost: null,
  currency: null,
  took: {},
  failure: null,
  degraded: null,
  modelAway: null,
  quota: [],
  feedback: null,
  finishedAt: null,
} satisfies Partial<Message>;

const message = (role: Message["role"], text: string, parentId: string | null): Message => ({
  ...NOTHING,
  id: `coming-${role}`,
  conversationId: "",
  parentId,
  role,
  state: role === "user" ? "complete" : "writing",
  text,
  createdAt: new Date().toISOString(),
});

export const begun = (above: string | null, question: string | null): Turn => ({
  above,
  question: question === null ? null : message("user", question, above),
  answer: message("assistant", "", above),
  taken: false,
  away: false,
  stopping: false,
});

interface Ids {
  conversationId: string;
  questionId: string;
  messageId: string;
}

/** The turn after one more event of its stream. */
export function after(turn: Turn, event: string, data: unknown): Turn {
  const { answer } = turn;
  const grown = (more: Partial<Message>): Turn => ({ ...turn, away: false, answer: { ...answer, ...more } });
  if (event === "sources") {
    const told = data as Ids & { rewritten: string | null; sources: Source[] };
    const ids = { id: told.messageId, conversationId: told.conversationId, parentId: told.questionId };
    const question = turn.question && { ...turn.question, id: told.questionId, conversationId: told.conversationId };
    return { ...grown({ ...ids, rewritten: told.rewritten, sources: told.sources }), question, taken: true };
  }
  if (event === "delta") return grown({ text: answer.text + (data as { text: string }).text });
  if (event === "citation") return grown({ citations: [...answer.citations, data as Citation] });
  if (event === "done") {
    const { state, finish, mode, model, degraded, checks, took, served, modelAway } = data as Partial<Message> & Ending & { checks?: Checks };
    return grown({
      state: state ?? "complete",
      finish: finish ?? null,
      mode: mode ?? answer.mode,
      model: served?.model ?? model ?? null,
      provider: served?.provider ?? null,
      degraded: degraded ?? null,
      modelAway: modelAway ?? null,
      checks: { ...checks },
      took: took ?? {},
    });
  }
  if (event === "error") return grown({ ...broken(answer.text, data as Message["failure"]), checks: { ...(data as { checks?: Checks }).checks } });
  return turn;
}

/** An answer that ended before its end. */
export const broken = (text: string, failure: Message["failure"]): Partial<Message> => ({
  state: text ? "partial" : "failed",
  finish: "cut",
  failure: failure && { code: failure.code, message: failure.message, hint: failure.hint ?? null },
});

export const failureOf = ({ code, message, hint }: ApiError): Message["failure"] => ({ code, message, hint });

export const isOver = (turn: Turn) => turn.answer.state !== "writing";
