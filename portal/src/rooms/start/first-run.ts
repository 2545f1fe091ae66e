/** Whether this is the first run: the owner is here, and nothing was added yet. */

import { api, unwrap } from "@/api/client";
import { queryClient } from "@/shell/queries";
import { holds, meQuery } from "@/shell/session";

const PASSED = "nullus.first-steps-passed";

export async function isFirstRun(): Promise<boolean> {
  const me = await queryClient.ensureQueryData(meQuery);
  if (!me || me.role !== "owner" || !holds(me, "documents:write") || localStorage.getItem(PASSED)) return false;
  try {
    const { items } = await unwrap(api.GET("/api/v1/collections"));
    return items.every((each) => each.documents === 0);
  } catch {
    return false; // whatever is wrong is said by the page that opens instead
  }
}

/** From now on `/` leads elsewhere in this browser, also while there are no documents. */
export const passFirstRun = () => localStorage.setItem(PASSED, "1");
