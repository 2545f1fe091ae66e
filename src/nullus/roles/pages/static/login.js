// Sign in with e-mail and password, and a code where one is asked for.

import { call } from "./api.js";
import { byId } from "./dom.js";
import { say } from "./language.js";
import { begin, problemCard } from "./shell.js";

let pending = null;
begin();
byId("login").addEventListener("submit", signIn);
byId("forgot").addEventListener("click", forgot);

async function signIn(event) {
  event.preventDefault();
  byId("problem").replaceChildren();
  byId("go").disabled = true;
  try {
    const answer = pending
      ? await call("POST", "/api/v1/auth/mfa/verify", { loginToken: pending, code: byId("code").value })
      : await call("POST", "/api/v1/auth/login", { email: byId("email").value, password: byId("password").value });
    if (!answer.pending) {
      location.replace("/");
      return;
    }
    pending = answer.pending;
    byId("second").hidden = false;
    byId("code").focus();
  } catch (problem) {
    if (problem.code === "SIGN_IN_OVER") pending = null;
    byId("second").hidden = pending === null;
    byId("problem").replaceChildren(problemCard(problem));
  }
  byId("go").disabled = false;
}

async function forgot() {
  byId("problem").replaceChildren();
  try {
    const { delivery } = await call("POST", "/api/v1/auth/password/forgot", { email: byId("email").value });
    say(byId("done"), delivery === "mail" ? "login.mailed" : "login.operator");
  } catch (problem) {
    byId("problem").replaceChildren(problemCard(problem));
  }
}
