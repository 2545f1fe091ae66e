/** The kinds of work that models are asked for, in the order in which a person meets them. */

import type { Route, Routed, Task } from "../data";

export const TASKS: Task[] = ["answer", "title", "rewrite", "suggest", "translate", "judge"];

export const nameOf = ({ provider, model }: Pick<Routed, "provider" | "model">) => `${provider}/${model}`;

/** Every model that some task is tried with, once. */
export function everyModel(routes: Route[]): Routed[] {
  const found = new Map<string, Routed>();
  for (const each of routes.flatMap(({ order }) => order)) found.set(nameOf(each), each);
  return [...found.values()].toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)));
}

/** What was set but stands for no model at the moment. */
export const absent = ({ models, order }: Route) => models.filter((name) => !order.some((each) => [nameOf(each), each.provider, each.model].includes(name)));
