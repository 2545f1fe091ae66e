/** What the pages of evaluation read, and what is asked anew after a change. */

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "@/api/client";
import { queryClient } from "@/shell/queries";

export type Run = Schema<"EvaluationOut">;
export type Result = Schema<"ResultOut">;
export type Golden = Schema<"GoldenQuestionOut">;
export type NewGolden = Schema<"QuestionIn">;
export type Added = Schema<"AddedOut">;
export type Collection = Schema<"CollectionOut">;

const WATCH_MS = 1500;
const RUNS = 50;
const QUESTIONS = 100;
const MOVED = 50;
const RESULTS = 500;
/** More questions than this are not laid out one by one: 20 calls of 500. */
const MOST_PAGES = 20;

export const isUnsettled = ({ state }: Pick<Run, "state">) => state === "queued" || state === "running";

export const nameOf = (run: Pick<Run, "name" | "collection">) => run.name || run.collection;

export const flat = <Row>(data: { pages: { items: Row[] }[] } | undefined): Row[] | undefined => data?.pages.flatMap((page) => page.items);

export const collectionsQuery = queryOptions({
  queryKey: ["evaluation", "collections"],
  queryFn: async () => (await unwrap(api.GET("/api/v1/collections"))).items,
});

export const runsQuery = (collectionId: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["evaluation", "runs", collectionId ?? ""],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => unwrap(api.GET("/api/v1/evaluations", { params: { query: { collectionId, cursor: pageParam, limit: RUNS } } })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: (former) => former,
    refetchInterval: (query) => (query.state.data?.pages.some((page) => page.items.some(isUnsettled)) ? WATCH_MS : false),
  });

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ["evaluation", "run", id],
    queryFn: () => unwrap(api.GET("/api/v1/evaluations/{evaluation_id}", { params: { path: { evaluation_id: id } } })),
    refetchInterval: (query) => (query.state.data && isUnsettled(query.state.data) ? WATCH_MS : false),
  });

/** How far the job of a run is. */
export const jobQuery = (id: number) =>
  queryOptions({
    queryKey: ["evaluation", "job", id],
    queryFn: () => unwrap(api.GET("/api/v1/jobs/{job_id}", { params: { path: { job_id: id } } })),
    refetchInterval: WATCH_MS,
  });

export const stopJob = (id: number) => unwrap(api.POST("/api/v1/jobs/{job_id}/cancel", { params: { path: { job_id: id } } }));

/** What every question measured: they are sorted and laid beside those of other runs here, so all are read. */
export const resultsQuery = (id: string) =>
  queryOptions({
    queryKey: ["evaluation", "results", id],
    staleTime: 60_000,
    queryFn: async () => {
      const items: Result[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        // oxlint-disable-next-line no-await-in-loop -- each page says where the next begins
        const found = await unwrap(api.GET("/api/v1/evaluations/{evaluation_id}/results", { params: { path: { evaluation_id: id }, query: { cursor, limit: RESULTS } } }));
        items.push(...found.items);
        cursor = found.nextCursor ?? undefined;
        if (!cursor) break;
      }
      return { items, cut: cursor !== undefined };
    },
  });

export const comparisonQuery = (first: string, second: string) =>
  queryOptions({
    queryKey: ["evaluation", "comparison", first, second],
    queryFn: () => unwrap(api.POST("/api/v1/evaluations/compare", { body: { first, second } })),
  });

export type Way = Schema<"MovedQuestionsOut">["moved"];

/** Which questions moved by a measure: counted and put in order by the service, however many there are. */
export const movedQuery = (first: string, second: string, measure: string, moved: Way | undefined) =>
  infiniteQueryOptions({
    queryKey: ["evaluation", "comparison", first, second, measure, moved ?? ""],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => unwrap(api.POST("/api/v1/evaluations/compare/questions", { body: { first, second, measure, moved, cursor: pageParam, limit: MOVED } })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: (former) => former,
  });

export const questionsQuery = (collectionId: string) =>
  infiniteQueryOptions({
    queryKey: ["evaluation", "questions", collectionId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/api/v1/collections/{collection_id}/golden-questions", {
          params: { path: { collection_id: collectionId }, query: { cursor: pageParam, limit: QUESTIONS } },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const addQuestions = (collectionId: string, items: NewGolden[], origin: "hand" | "import") =>
  unwrap(api.POST("/api/v1/collections/{collection_id}/golden-questions", { params: { path: { collection_id: collectionId } }, body: { items, origin } }));

/** The versions of the answer prompt, for those who may see them. */
export const promptVersionsQuery = queryOptions({
  queryKey: ["prompts", "one", "answer"],
  queryFn: () => unwrap(api.GET("/api/v1/prompts/{name}", { params: { path: { name: "answer" } } })),
});

/** Ask anew what a change may have touched, by the first word of the key. */
export const changed = (...what: string[]) =>
  queryClient.invalidateQueries({ predicate: ({ queryKey: [room, kind] }) => room === "evaluation" && what.includes(String(kind)) });
