/** Questions that what was added can answer: headings of its documents, or those that belong to the samples. */

import { queryOptions } from "@tanstack/react-query";
import type { TFunction } from "i18next";

import { api, unwrap } from "@/api/client";

const MOST = 3;

export const suggestionsQuery = (collectionId: string, language: string, t: TFunction<"start">) =>
  queryOptions({
    queryKey: ["start", "suggestions", collectionId, language],
    queryFn: async (): Promise<string[]> => {
      const path = { collection_id: collectionId };
      const { items } = await unwrap(
        api.GET("/api/v1/collections/{collection_id}/documents", { params: { path, query: { status: "ready", order: "name", limit: 5 } } }),
      );
      if (items.some((each) => each.name.startsWith("nullus-"))) return [t("answer.sample-1"), t("answer.sample-2"), t("answer.sample-3")];
      const headings = await Promise.all(items.slice(0, MOST).map((each) => firstHeading(each.id)));
      const found = headings.map((heading, at) => heading ?? items[at].title ?? items[at].name.replace(/\.\w+$/, ""));
      return [...new Set(found)].map((subject) => t("answer.about", { subject }));
    },
    staleTime: 60_000,
  });

async function firstHeading(documentId: string): Promise<string | null> {
  const { items } = await unwrap(
    api.GET("/api/v1/documents/{document_id}/chunks", { params: { path: { document_id: documentId }, query: { limit: 5 } } }),
  );
  return items.find((each) => each.headingPath.length > 0)?.headingPath.at(-1) ?? null;
}
