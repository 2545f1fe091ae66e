/** Another workspace, or other rights in it: who one is and everything that was read is asked anew. */

import { queryClient } from "@/shell/queries";
import { meQuery } from "@/shell/session";

export async function lookAgain(): Promise<void> {
  await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
  await queryClient.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== "me" });
}
