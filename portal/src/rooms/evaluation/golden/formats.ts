/** Files of golden questions: JSON lines of Nullus, and SQuAD (docs/how-to/evaluation.md), read before anything is sent. */

import type { NewGolden } from "../data";

/** Why a text is not a list of questions: the key of a sentence, and where it went wrong. */
export class NotUnderstood extends Error {
  readonly why: "line" | "squad" | "nothing";
  readonly at: string;

  constructor(why: NotUnderstood["why"], at = "") {
    super(why);
    this.why = why;
    this.at = at;
  }
}

type Fields = Record<string, unknown>;
const KNOWN = new Set(["question", "passages", "facts", "language", "answerable", "id"]);
/** What the export of a person's questions says besides. */
const EXPORTED = new Set(["workspaceId", "collection", "origin", "created_at"]);
const LONGEST_SOURCE = 200;
const LONGEST_PLACE = 100;

/** The questions of a text, its format known by its beginning. Throws NotUnderstood. */
export function readQuestions(text: string): NewGolden[] {
  const content = text.replace(/^\uFEFF/, "");
  const whole = parsed(content);
  const found = isFields(whole) && Array.isArray(whole.data) ? ofSquad(whole.data) : ofLines(content);
  if (!found.length) throw new NotUnderstood("nothing");
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): unknown[] => {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new TypeError();
  return value;
};
const textOf = (value: unknown): string => {
  if (typeof value !== "string") throw new TypeError();
  return value;
};
const fieldsOf = (value: unknown): Fields => {
  if (!isFields(value)) throw new TypeError();
  return value;
};
const sourceOf = (value: unknown) => (typeof value === "string" || typeof value === "number" ? String(value).slice(0, LONGEST_SOURCE) : "");

function ofLines(text: string): NewGolden[] {
  return text.split(/\r?\n/).flatMap((line, at) => {
    if (!line.trim()) return [];
    try {
      return [ofLine(fieldsOf(parsed(line)))];
    } catch {
      throw new NotUnderstood("line", String(at + 1));
    }
  });
}

function ofLine(value: Fields): NewGolden {
  if (Object.keys(value).some((key) => !KNOWN.has(key) && !EXPORTED.has(key))) throw new TypeError();
  const { answerable = true, language } = value;
  if (typeof answerable !== "boolean" || (language !== undefined && language !== null && typeof language !== "string")) throw new TypeError();
  return {
    question: textOf(value.question),
    passages: listOf(value.passages).map(passageOf),
    facts: listOf(value.facts).map((each) => (typeof each === "string" ? [each] : listOf(each).map(textOf))),
    language: language ?? null,
    answerable,
    source: sourceOf(value.id),
  };
}

function passageOf(value: unknown): { quote: string; document: string | null } {
  if (typeof value === "string") return { quote: value, document: null };
  const { quote, document = null, ...more } = fieldsOf(value);
  if (Object.keys(more).length) throw new TypeError();
  return { quote: textOf(quote), document: document === null ? null : textOf(document) };
}

/** The passage is the paragraph; the answers are wordings of one fact. */
function ofSquad(articles: unknown[]): NewGolden[] {
  let place = "data";
  try {
    return articles.flatMap((article, number) =>
      listOf(fieldsOf(article).paragraphs).flatMap((paragraph) => {
        const { context, qas } = fieldsOf(paragraph);
        return listOf(qas).map((each) => {
          const asked = fieldsOf(each);
          place = `data[${number}] ${sourceOf(asked.id)}`.trim().slice(0, LONGEST_PLACE);
          const answerable = asked.is_impossible !== true;
          const wordings = [...new Set(listOf(asked.answers).map((answer) => textOf(fieldsOf(answer).text)))];
          return {
            question: textOf(asked.question),
            passages: answerable ? [{ quote: textOf(context), document: null }] : [],
            facts: answerable && wordings.length ? [wordings] : [],
            language: null,
            answerable,
            source: sourceOf(asked.id),
          };
        });
      }),
    );
  } catch (error) {
    if (error instanceof TypeError) throw new NotUnderstood("squad", place);
    throw error;
  }
}

const AT_ONCE = 100;
const LENGTH_AT_ONCE = 150_000;

/** Questions in portions that the service takes in one call. */
export function portionsOf(questions: NewGolden[]): NewGolden[][] {
  const portions: NewGolden[][] = [];
  let length = 0;
  for (const each of questions) {
    const own = JSON.stringify(each).length;
    const last = portions.at(-1);
    if (last && last.length < AT_ONCE && length + own <= LENGTH_AT_ONCE) {
      last.push(each);
      length += own;
    } else {
      portions.push([each]);
      length = own;
    }
  }
  return portions;
}
