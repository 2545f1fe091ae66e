/** Which source stands open beside the answer: in the address, so that it can be gone back from, and be shared. */

import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

export interface Opened {
  /** The answer. */
  of: string;
  source: number;
  /** How often the number was cited before the place that was chosen; null: the passage as such. */
  at: number | null;
}

export function useOpened(): [Opened | null, (opened: Opened | null) => void] {
  const { of, source, at } = useSearch({ strict: false }) as { of?: string; source?: number; at?: number };
  const navigate = useNavigate();
  const open = useCallback(
    (next: Opened | null) => {
      const search = next === null ? {} : { of: next.of, source: next.source, ...(next.at === null ? {} : { at: next.at }) };
      void navigate({ to: ".", search, replace: of !== undefined, resetScroll: false });
    },
    [navigate, of],
  );
  return [of && Number.isInteger(source) ? { of, source: source!, at: Number.isInteger(at) ? at! : null } : null, open];
}
