/** What the service says of a model that does not answer, with a mend for who sits at a browser and not at a command line. */

import type { TFunction } from "i18next";

import type { Schema } from "@/api/client";
import { ApiError } from "@/api/errors";

const MENDS = ["MODEL_KEY_REFUSED", "MODEL_UNREACHABLE", "MODEL_UNKNOWN", "MODEL_PROTOCOL", "PROVIDER_WITHOUT_MODELS", "PROVIDER_KNOWN", "PROVIDER_UNUSABLE", "PROVIDER_CHANGED", "TOO_MANY_PROVIDERS"];

type Told = Schema<"ProviderProblemOut">;

export function mended(error: unknown, t: TFunction<"models">): unknown {
  if (!(error instanceof ApiError) || !MENDS.includes(error.code)) return error;
  const { code, message, status } = error;
  return new ApiError({ code, message, hint: t(`mend.${code}`), status });
}

/** What is wrong with a model that was asked, as an error that can be shown. */
export const problemOf = (problem: Told, t: TFunction<"models">) => mended(new ApiError(problem), t);

/** Whether it failed because of the server, which may answer later: then it may be kept all the same. */
export const mayAnswerLater = (error: unknown) => error instanceof ApiError && error.code.startsWith("MODEL_");
