/** What the pages of models read, and what is asked anew after a change. */

import { queryOptions } from "@tanstack/react-query";

import { api, type Schema, unwrap } from "@/api/client";
import { queryClient } from "@/shell/queries";

export type Provider = Schema<"ModelProviderOut">;
export type Tried = Schema<"ModelProviderTrialOut">;
export type Offered = Schema<"ModelOut">;
export type Installed = Schema<"ProviderOut">;
export type Sensitivity = Provider["clearance"];
export type Route = Schema<"RouteOut">;
export type Routed = Schema<"RoutedOut">;
export type Task = Schema<"RouteIn">["task"];
export type Price = Schema<"PriceOut">;
export type Budget = Schema<"BudgetOut">;
export type Spending = Schema<"SpendingOut">;
export type Spent = Schema<"SpentOut">;
export type By = Spending["by"];

/** From the least to the most private, as the service orders them. */
export const SENSITIVITIES: Sensitivity[] = ["public", "internal", "confidential", "personal"];

export const covers = (clearance: Sensitivity, label: Sensitivity) => SENSITIVITIES.indexOf(clearance) >= SENSITIVITIES.indexOf(label);

export const providersQuery = queryOptions({ queryKey: ["models", "providers"], queryFn: () => unwrap(api.GET("/api/v1/providers")) });

export const routesQuery = queryOptions({
  queryKey: ["models", "routes"],
  queryFn: async () => (await unwrap(api.GET("/api/v1/routes"))).items,
});

export const pricesQuery = queryOptions({ queryKey: ["models", "prices"], queryFn: () => unwrap(api.GET("/api/v1/prices")) });

export const budgetsQuery = (everywhere: boolean) =>
  queryOptions({
    queryKey: ["models", "budgets", everywhere],
    queryFn: async () => (await unwrap(api.GET("/api/v1/budgets", { params: { query: { everywhere } } }))).items,
  });

export interface Report {
  by: By;
  from: string;
  to: string;
  everywhere: boolean;
}

export const spendingQuery = (report: Report) =>
  queryOptions({
    queryKey: ["models", "spending", report],
    queryFn: () => unwrap(api.GET("/api/v1/usage", { params: { query: report } })),
    placeholderData: (former: Spending | undefined) => former,
  });

/** Names of people and workspaces, for whoever may see them. */
export const membersQuery = queryOptions({
  queryKey: ["models", "members"],
  queryFn: async () => (await unwrap(api.GET("/api/v1/members", { params: { query: { limit: 500 } } }))).items,
});

export const workspacesQuery = queryOptions({
  queryKey: ["models", "workspaces"],
  queryFn: async () => (await unwrap(api.GET("/api/v1/workspaces", { params: { query: { limit: 200 } } }))).items,
});

/** Which models there are shows in other rooms as well: the first steps, and where a model is chosen for a question. */
export const modelsChanged = () =>
  queryClient.invalidateQueries({
    predicate: ({ queryKey: [room, kind] }) => (room === "models" && (kind === "providers" || kind === "routes")) || ((room === "start" || room === "chat") && kind === "models"),
  });

export const costsChanged = () =>
  queryClient.invalidateQueries({
    predicate: ({ queryKey: [room, kind] }) => room === "models" && ["prices", "budgets", "spending", "routes"].includes(String(kind)),
  });
