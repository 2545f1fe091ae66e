/** Parts that are read when they are wanted: a line that is away for a moment must not take the whole page with it. */

import { type ComponentType, lazy } from "react";

const WAITS_MS = [300, 1000, 2000, 4000, 8000, 15_000];

export const lazily = <Properties extends object>(load: () => Promise<{ default: ComponentType<Properties> }>) => lazy(() => patiently(load));

/** Try again while the line is away; throws what the last try threw. */
export async function patiently<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  for (const wait of WAITS_MS) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  return load();
}
