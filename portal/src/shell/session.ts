/** Who is signed in: asked once, kept until somebody signs in or out, or a call is refused. */

import { queryOptions, useQuery } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "@/api/client";
import { ApiError } from "@/api/errors";

import { queryClient } from "./queries";

export type Me = Schema<"MeOut">;

/** `null`: nobody is signed in. The session cookie renews itself with use: a 401 means that it is over. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async (): Promise<Me | null> => {
    try {
      return await unwrap(api.GET("/api/v1/me"));
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  },
});

/** The person, or null. Pages that need somebody are only shown when there is one. */
export const useMe = (): Me | null => useQuery(meQuery).data ?? null;

/** Whether a scope is held (docs/reference/api.md). */
export const holds = (me: Me | null, scope: string): boolean =>
  me !== null && (me.scopes.includes("*") || me.scopes.includes(scope));

export const useHolds = (scope: string): boolean => holds(useMe(), scope);

/** Ask again who is signed in, and forget what the former one saw. Call it after every sign-in. */
export async function arrive(): Promise<Me | null> {
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== "me" });
  return queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
}

const forgets = new Set<() => void>();

/** What a room keeps beside the queries is forgotten by this when somebody signs out. */
export const onLeaving = (forget: () => void) => forgets.add(forget);

/** Sign out here; what was read and what was typed is forgotten: the next person may sit at the same browser. */
export async function leave(): Promise<void> {
  await unwrap(api.POST("/api/v1/auth/logout", { body: {} }));
  for (const forget of forgets) forget();
  sessionStorage.clear();
  queryClient.clear();
  queryClient.setQueryData(meQuery.queryKey, null);
}
