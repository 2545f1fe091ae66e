/** What went wrong, in words for people: as the service said it, or why it could not be asked. */

import { currentLanguage, type Language } from "@/shell/language";

interface ErrorBody {
  resultCode: string;
  message: string;
  hint?: string | null;
  requestId?: string;
  resetsAt?: string | null;
}

export class ApiError extends Error {
  /** The stable `resultCode`; `NETWORK`, `CUT` and `STRANGE` are the portal's own. */
  readonly code: string;
  readonly hint: string | null;
  readonly requestId: string | null;
  /** HTTP status; 0 where there was no answer. */
  readonly status: number;
  /** When a quota begins anew (ISO 8601), with a 429. */
  readonly resetsAt: string | null;

  constructor(said: { code: string; message: string; hint?: string | null; requestId?: string | null; status?: number; resetsAt?: string | null }) {
    super(said.message);
    this.name = "ApiError";
    this.code = said.code;
    this.hint = said.hint ?? null;
    this.requestId = said.requestId ?? null;
    this.status = said.status ?? 0;
    this.resetsAt = said.resetsAt ?? null;
  }
}

// These are said where no answer came, perhaps not even the language files: they stand in the code.
const OWN: Record<"network" | "networkHint" | "cut" | "strange", Record<Language, string>> = {
  network: { en: "Nullus does not answer.", ko: "Nullus가 응답하지 않습니다." },
  networkHint: {
    en: "Look on its machine with `nullus status`, then try again.",
    ko: "서비스가 실행 중인 컴퓨터에서 `nullus status`로 확인한 뒤 다시 시도하세요.",
  },
  cut: {
    en: "The connection broke off before the answer was complete.",
    ko: "답변이 끝나기 전에 연결이 끊어졌습니다.",
  },
  strange: { en: "The answer could not be understood (HTTP {status}).", ko: "응답을 이해할 수 없습니다(HTTP {status})." },
};

const say = (key: keyof typeof OWN) => OWN[key][currentLanguage()];

export const unreachable = () => new ApiError({ code: "NETWORK", message: say("network"), hint: say("networkHint") });

export const brokenOff = () => new ApiError({ code: "CUT", message: say("cut") });

/** The error of an answer: its own words, if it has some. */
export function errorOf(status: number, body: unknown): ApiError {
  if (isErrorBody(body)) {
    const { resultCode, message, hint, requestId, resetsAt } = body;
    return new ApiError({ code: resultCode, message, hint, requestId, resetsAt, status });
  }
  return new ApiError({ code: "STRANGE", message: say("strange").replace("{status}", String(status)), status });
}

function isErrorBody(body: unknown): body is ErrorBody {
  return (
    typeof body === "object" && body !== null && "resultCode" in body && "message" in body && typeof body.message === "string"
  );
}

export const isAbort = (error: unknown) => error instanceof DOMException && error.name === "AbortError";
