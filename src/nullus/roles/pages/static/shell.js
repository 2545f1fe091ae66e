// What all pages share: the language switch, problems as people see them, and what to do when nobody is signed in.

import { call } from "./api.js";
import { byId, make, sentence } from "./dom.js";
import { change, current, label, say } from "./language.js";

export function begin() {
  const button = byId("language");
  const mark = () => button.setAttribute("lang", current() === "ko" ? "en" : "ko");
  button.addEventListener("click", () => {
    change(current() === "ko" ? "en" : "ko");
    mark();
  });
  mark();
}

/** Message and mend; `more` are buttons to offer. */
export function problemCard(problem, ...more) {
  const request = problem.requestId && problem.status >= 500 ? make("p", { class: "muted small" }) : null;
  if (request) say(request, "problem.request", { id: problem.requestId });
  return make(
    "div",
    { class: "problem" },
    make("p", { class: "problem-message" }, ...sentence(problem.message)),
    problem.hint ? make("p", { class: "problem-hint" }, ...sentence(problem.hint)) : null,
    request,
    more.length ? make("div", { class: "bar start" }, ...more) : null,
  );
}

/** Show a problem in its place, or, when it is that nobody is signed in, the way in. */
export function show(place, problem, ...more) {
  if (problem.status === 401) {
    askToSignIn();
    return;
  }
  place.replaceChildren(problemCard(problem, ...more));
}

let retry = () => {};

/** Run `open` when somebody is signed in; again whenever they have signed in later. Without one, says the way in. */
export async function whenSignedIn(open) {
  retry = async () => {
    try {
      await call("GET", "/api/v1/me");
    } catch (problem) {
      show(byId("problem"), problem, againButton(() => retry()));
      return;
    }
    byId("problem").replaceChildren();
    byId("signed-out").hidden = true;
    byId("content").hidden = false;
    await open();
  };
  byId("signed-in").addEventListener("click", () => retry());
  await retry();
}

function askToSignIn() {
  byId("content").hidden = true;
  byId("signed-out").hidden = false;
  byId("signed-out-heading").focus();
}

export function againButton(action, key = "documents.retry", name = null) {
  const button = make("button", { type: "button", onclick: action });
  say(button, key);
  if (name !== null) label(button, "aria-label", `${key}.which`, { name });
  return button;
}
