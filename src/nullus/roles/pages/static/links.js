// The links of e-mails: their token stands in the fragment, leaves the address bar at once, and is sent on one click.

import { call, Problem } from "./api.js";
import { byId } from "./dom.js";
import { say, text } from "./language.js";
import { begin, problemCard } from "./shell.js";

/** Send the token to `path` with what `more` adds; `said` names the text for what the answer says. */
export function confirm(path, said, more = () => ({})) {
  const token = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
  begin();
  if (!token) {
    byId("offer").hidden = true;
    byId("problem").replaceChildren(problemCard(new Problem({ code: "NO_TOKEN", message: text("link.missing") })));
    return;
  }
  byId("offer").addEventListener("submit", async (event) => {
    event.preventDefault();
    byId("go").disabled = true;
    byId("problem").replaceChildren();
    try {
      const answer = await call("POST", path, { token, ...more() });
      byId("offer").hidden = true;
      say(byId("done"), said(answer));
      byId("home").hidden = false;
    } catch (problem) {
      byId("problem").replaceChildren(problemCard(problem));
      byId("offer").hidden = problem.code === "MAIL_LINK_NOT_VALID";
      byId("go").disabled = false;
    }
  });
}
