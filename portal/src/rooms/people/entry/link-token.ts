/** The token of a link: it stands in the fragment, is taken out of the address at once, and is sent on one click only. */

import { useEffect, useState } from "react";

export function useLinkToken(): string {
  const [token] = useState(() => decodeURIComponent(location.hash.slice(1)));
  useEffect(() => history.replaceState(history.state, "", location.pathname + location.search), []);
  return token;
}
