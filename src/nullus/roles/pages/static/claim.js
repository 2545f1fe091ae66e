// The one-time owner link: its token stands in the fragment, leaves the address bar at once, and is sent on one click.

import { call, Problem } from "./api.js";
import { byId } from "./dom.js";
import { say, text } from "./language.js";
import { begin, problemCard } from "./shell.js";

const token = decodeURIComponent(location.hash.slice(1));
history.replaceState(null, "", "/claim");
begin();

if (token) {
  byId("offer").addEventListener("submit", claim);
} else {
  byId("offer").hidden = true;
  const signedIn = await call("GET", "/api/v1/me").then(
    () => true,
    () => false,
  );
  const [message, hint] = signedIn ? ["claim.already", null] : ["claim.missing", text("claim.missing.hint")];
  byId("problem").replaceChildren(problemCard(new Problem({ code: "NO_TOKEN", message: text(message), hint })));
  byId("home").hidden = !signedIn;
}

/** With an e-mail or a password an account is made; without them only this browser is let in. */
function typed() {
  const filled = { token };
  for (const name of ["email", "name", "password"]) {
    if (byId(name).value) filled[name] = byId(name).value;
  }
  return filled.email || filled.password ? filled : { token };
}

async function claim(event) {
  event.preventDefault();
  const button = byId("claim");
  button.disabled = true;
  say(button, "claim.working");
  byId("problem").replaceChildren();
  try {
    await call("POST", "/api/v1/auth/claim", typed());
    location.replace("/");
  } catch (problem) {
    const spent = problem.code === "LINK_NOT_VALID";
    byId("problem").replaceChildren(problemCard(problem));
    byId("offer").hidden = spent;
    button.disabled = false;
    say(button, "claim.button");
  }
}
