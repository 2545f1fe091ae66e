/** What the pages of administration read: one query for each list, and what is asked anew after a change. */

import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "@/api/client";
import { queryClient } from "@/shell/queries";

export type Member = Schema<"MemberOut">;
export type Role = Member["role"];
export type PeopleGroup = Schema<"GroupOut">;
export type Invitation = Schema<"InvitationOut">;
export type Program = Schema<"ProgramOut">;
export type Account = Schema<"AccountOut">;
export type Tier = Schema<"TierOut">;
export type Workspace = Schema<"WorkspaceOut">;
export type Job = Schema<"JobOut">;
export type Entry = Schema<"EntryOut">;
export type Token = Schema<"TokenOut">;

interface PageOf<Row> {
  items: Row[];
  nextCursor?: string | null;
}

/** A list that goes on; `flat` gives its rows so far. */
function listing<Row>(key: unknown[], read: (cursor: string | undefined) => Promise<PageOf<Row>>) {
  return infiniteQueryOptions({
    queryKey: ["admin", ...key],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => read(pageParam),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: (former) => former,
  });
}

export const flat = <Row>(data: { pages: PageOf<Row>[] } | undefined): Row[] | undefined => data?.pages.flatMap((page) => page.items);

/** Ask anew what a change may have touched, by the first word of the key. */
export const changed = (...what: string[]) =>
  queryClient.invalidateQueries({ predicate: ({ queryKey: [room, kind] }) => room === "admin" && what.includes(String(kind)) });

export const membersQuery = listing(["members"], (cursor) => unwrap(api.GET("/api/v1/members", { params: { query: { cursor, limit: 500 } } })));

export const groupsQuery = queryOptions({
  queryKey: ["admin", "groups"],
  queryFn: async () => (await unwrap(api.GET("/api/v1/groups"))).items,
});

export const invitationsQuery = listing(["invitations"], (cursor) =>
  unwrap(api.GET("/api/v1/invitations", { params: { query: { cursor, limit: 200 } } })),
);

export const programsQuery = queryOptions({
  queryKey: ["admin", "programs"],
  queryFn: async () => (await unwrap(api.GET("/api/v1/service-accounts"))).items,
});

/** Every key of the workspace; those of programs are among them. */
export const keysQuery = queryOptions({
  queryKey: ["admin", "keys"],
  queryFn: async () => (await unwrap(api.GET("/api/v1/tokens", { params: { query: { of: "all", limit: 500 } } }))).items,
});

export const guestsQuery = queryOptions({ queryKey: ["admin", "guests"], queryFn: () => unwrap(api.GET("/api/v1/guests")) });

export interface AccountSearch {
  query?: string;
  state?: Account["state"];
  kind?: Account["kind"];
}

export const accountsQuery = ({ query, state, kind }: AccountSearch) =>
  listing(["accounts", query ?? "", state ?? "", kind ?? ""], (cursor) =>
    unwrap(
      api.GET("/api/v1/accounts", {
        params: {
          query: {
            query,
            state: state as "pending" | "waiting" | "active" | "suspended" | undefined,
            kind: kind as "person" | "guest" | "service" | undefined,
            cursor,
            limit: 50,
          },
        },
      }),
    ),
  );

export const signUpQuery = queryOptions({ queryKey: ["admin", "sign-up"], queryFn: () => unwrap(api.GET("/api/v1/policies/sign-up")) });

export const tiersQuery = queryOptions({
  queryKey: ["admin", "tiers"],
  queryFn: async () => (await unwrap(api.GET("/api/v1/tiers"))).items,
});

export const tierQuery = (name: string) =>
  queryOptions({
    queryKey: ["admin", "tiers", name],
    queryFn: () => unwrap(api.GET("/api/v1/tiers/{name}", { params: { path: { name } } })),
  });

export const providersQuery = queryOptions({
  queryKey: ["admin", "providers"],
  queryFn: async () => (await unwrap(api.GET("/api/v1/identity-providers"))).items,
});

export const workspacesQuery = listing(["workspaces"], (cursor) =>
  unwrap(api.GET("/api/v1/workspaces", { params: { query: { cursor, limit: 200 } } })),
);

/** What an address asks for, with a change; what is empty is not asked for. */
export const asking =
  <Asked extends object>(change: Asked) =>
  (was: Asked) =>
    Object.fromEntries(Object.entries({ ...was, ...change }).filter(([, value]) => value));
