/** What a run was asked with and what it met, as the service keeps it with the run. */

import type { Run } from "../data";

export interface Configuration {
  mode: string;
  topK: number;
  answers: boolean;
  judge: boolean;
  rerank: boolean;
  prompt: string | null;
  judgePrompt: string | null;
  embedder: string | null;
  models: string[];
  judges: string[];
  answeredBy: string[];
  degraded: [code: string, times: number][];
}

const text = (value: unknown) => (typeof value === "string" && value ? value : null);
const list = (value: unknown) => (Array.isArray(value) ? value.filter((each) => typeof each === "string") : []);
const counts = (value: unknown) =>
  typeof value === "object" && value !== null ? Object.entries(value).filter((each): each is [string, number] => typeof each[1] === "number") : [];

export const configurationOf = ({ configuration: kept }: Pick<Run, "configuration">): Configuration => ({
  mode: text(kept.mode) ?? "hybrid",
  topK: typeof kept.top_k === "number" ? kept.top_k : 10,
  answers: kept.answers === true,
  judge: kept.judge === true,
  rerank: kept.rerank === true,
  prompt: text(kept.prompt),
  judgePrompt: text(kept.judge_prompt),
  embedder: text(kept.embedder),
  models: list(kept.models),
  judges: list(kept.judges),
  answeredBy: list(kept.answered_by),
  degraded: counts(kept.degraded),
});
