/** What the steps have to know: the workspace, what is in the library, which models answer. */

import { queryOptions } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "@/api/client";

export { collectionsQuery as libraryQuery } from "@/rooms/library/data";

/** The name that a workspace has before somebody gives it one. */
const UNNAMED = "Nullus";

export const workspaceQuery = queryOptions({
  queryKey: ["start", "workspace"],
  queryFn: async () => (await unwrap(api.GET("/api/v1/workspaces"))).items.find((each) => each.current) ?? null,
});

export const isNamed = ({ name }: Schema<"WorkspaceOut">) => name !== UNNAMED;

export const modelsQuery = queryOptions({
  queryKey: ["start", "models"],
  queryFn: () => unwrap(api.GET("/api/v1/providers")),
});

type Models = Schema<"ProvidersOut">;

/** The model that would answer now: of the settings, detected on this machine, or of the operator's list. */
export function answering({ items, providers }: Models): { name: string; detected: boolean } | null {
  const installed = items.find((each) => each.role === "chat" && each.problem === null);
  if (installed) return { name: [installed.kind, installed.model].filter(Boolean).join("/"), detected: installed.origin === "detected" };
  const added = providers.find((each) => each.enabled && each.problem === null);
  return added ? { name: [added.name, added.models[0]].filter(Boolean).join("/"), detected: false } : null;
}

export const isConnected = (models: Models) => answering(models) !== null;
