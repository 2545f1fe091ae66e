/** Ask, and hear the answer as it is written. */

import { useEffect, useRef, useState } from "react";

import type { Schema } from "@/api/client";
import { ApiError, isAbort } from "@/api/errors";
import { stream } from "@/api/stream";

export type Source = Schema<"SourceOut">;
export type Citation = Schema<"CitationOut">;

export interface Heard {
  text: string;
  sources: Source[];
  citations: Citation[];
  busy: boolean;
  /** Why it is made of quotations although a model was wanted, or ends in the middle. */
  note: string | null;
  error: unknown;
}

const NOTHING: Heard = { text: "", sources: [], citations: [], busy: true, note: null, error: null };

interface Told {
  text?: string;
  message?: string;
  sources?: Source[];
  degraded?: { message: string } | null;
  problem?: { message: string } | null;
}

export function useAnswer(): [Heard | null, (question: string) => void] {
  const [heard, setHeard] = useState<Heard | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  async function ask(question: string) {
    running.current?.abort();
    const control = new AbortController();
    running.current = control;
    setHeard(NOTHING);
    const add = (change: (before: Heard) => Partial<Heard>) => setHeard((before) => ({ ...(before ?? NOTHING), ...change(before ?? NOTHING) }));
    try {
      for await (const { event, data } of stream("/api/v1/ask", { body: { question }, signal: control.signal })) {
        const told = data as Told;
        if (event === "sources") add(() => ({ sources: told.sources ?? [] }));
        if (event === "delta") add((before) => ({ text: before.text + (told.text ?? "") }));
        if (event === "citation") add((before) => ({ citations: [...before.citations, data as Citation] }));
        if (event === "done") add(() => ({ note: told.problem?.message ?? told.degraded?.message ?? null }));
        if (event === "error") throw new ApiError({ code: "ANSWER", message: told.message ?? "" });
      }
      add(() => ({ busy: false }));
    } catch (error) {
      if (!isAbort(error)) add(() => ({ busy: false, error }));
    }
  }
  return [heard, (question) => void ask(question)];
}
