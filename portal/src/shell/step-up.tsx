/**
 * Dangerous acts ask once more who is there: wrap such a call in `proving`, and the person is asked when the service wants it.
 *
 *     await proving(() => unwrap(api.DELETE("/api/v1/tiers/{name}", …)))
 */

import { lazy, Suspense, useEffect, useState } from "react";

import { ApiError } from "@/api/errors";

const StepUpDialog = lazy(() => import("./step-up-dialog"));

type Asker = () => Promise<boolean>;
let ask: Asker | null = null;

const isTooOld = (error: unknown) => error instanceof ApiError && error.code === "SIGN_IN_TOO_OLD";

/** Do it; where the sign-in is too old for it, ask who is there and do it then. Throws what the call throws. */
export async function proving<Answer>(act: () => Promise<Answer>): Promise<Answer> {
  try {
    return await act();
  } catch (error) {
    if (!isTooOld(error) || !ask || !(await ask())) throw error;
    return act();
  }
}

/** Stands once in the frame. */
export function StepUp() {
  const [answer, setAnswer] = useState<((proved: boolean) => void) | null>(null);
  useEffect(() => {
    ask = () => new Promise((resolve) => setAnswer(() => resolve));
    return () => {
      ask = null;
    };
  }, []);
  const end = (proved: boolean) => {
    answer?.(proved);
    setAnswer(null);
  };
  return answer === null ? null : (
    <Suspense>
      <StepUpDialog onEnd={end} />
    </Suspense>
  );
}
