/** What the pages of prompts read, and what is asked anew after a change. */

import { queryOptions } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "@/api/client";
import { queryClient } from "@/shell/queries";

export type Prompt = Schema<"PromptOut">;
export type WholePrompt = Schema<"WholePromptOut">;
export type Version = Schema<"VersionOut">;
export type WholeVersion = Schema<"WholeVersionOut">;
export type Evaluation = Schema<"EvaluationOut">;
export type Spoken = "en" | "ko";

const RUNS = 200;

export const promptsQuery = queryOptions({
  queryKey: ["prompts", "all"],
  queryFn: async () => (await unwrap(api.GET("/api/v1/prompts"))).items,
});

export const promptQuery = (name: string) =>
  queryOptions({
    queryKey: ["prompts", "one", name],
    queryFn: () => unwrap(api.GET("/api/v1/prompts/{name}", { params: { path: { name } } })),
  });

export const versionQuery = (name: string, version: string) =>
  queryOptions({
    queryKey: ["prompts", "version", name, version],
    queryFn: () => unwrap(api.GET("/api/v1/prompts/{name}/versions/{version}", { params: { path: { name, version } } })),
  });

export const diffQuery = (name: string, before: string, after: string) =>
  queryOptions({
    queryKey: ["prompts", "diff", name, before, after],
    queryFn: () => unwrap(api.GET("/api/v1/prompts/{name}/diff", { params: { path: { name }, query: { old: before, new: after } } })),
  });

/** The evaluations in which answers, or verdicts on them, were asked for with some version. */
export const runsQuery = queryOptions({
  queryKey: ["evaluation", "runs", "of-prompts"],
  queryFn: async () => (await unwrap(api.GET("/api/v1/evaluations", { params: { query: { limit: RUNS } } }))).items,
});

export const spokeIn = (version: string) => (run: Evaluation) =>
  run.configuration.prompt === version || run.configuration.judge_prompt === version;

export const changed = () => queryClient.invalidateQueries({ queryKey: ["prompts"] });

export const promote = async (name: string, version: string) => {
  await unwrap(api.POST("/api/v1/prompts/{name}/promote", { params: { path: { name } }, body: { version } }));
  await changed();
};

export const rollBack = async (name: string) => {
  const now = await unwrap(api.POST("/api/v1/prompts/{name}/rollback", { params: { path: { name } } }));
  await changed();
  return now;
};
