/** The cache of what was read. What the service refuses is not asked again by itself; what did not arrive is, twice. */

import { QueryClient } from "@tanstack/react-query";

import { ApiError } from "@/api/errors";

const MOST_RETRIES = 2;

const worthRetrying = (error: Error) => !(error instanceof ApiError) || error.status === 0 || error.status >= 502;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      networkMode: "always", // the service is often on this very machine
      retry: (count, error) => count < MOST_RETRIES && worthRetrying(error),
    },
    mutations: { networkMode: "always", retry: false },
  },
});
