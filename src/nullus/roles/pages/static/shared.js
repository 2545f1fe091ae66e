// A conversation read by its link: the token stands in the fragment, which no browser sends, and leaves the address bar at once.

import { call, Problem } from "./api.js";
import { byId, make, tongue } from "./dom.js";
import { say, text } from "./language.js";
import { blocksOf, render } from "./prose.js";
import { begin, problemCard } from "./shell.js";

const token = decodeURIComponent(location.hash.slice(1));
history.replaceState(null, "", location.pathname);
begin();

function shown(message) {
  const sources = message.sources.filter((each) => message.citations.some((cited) => cited.number === each.number));
  return make(
    "article",
    { class: "card", lang: tongue(message.text) },
    make("h2", {}, text(message.role === "user" ? "shared.question" : "shared.answer")),
    ...blocksOf(message.text).flatMap(render),
    message.withheldText || message.withheld.length ? make("p", { class: "hint" }, text("shared.withheld")) : null,
    ...sources.map((each) => make("p", {}, `[${each.number}] `, make("a", { href: each.address }, each.documentName))),
  );
}

async function read() {
  if (!token) throw new Problem({ code: "NO_TOKEN", message: text("link.missing") });
  let pages = [];
  let found = null;
  do {
    found = await call("POST", "/api/v1/shared", found === null ? { token } : { token, cursor: found.nextCursor });
    pages = [...found.messages, ...pages];
  } while (found.nextCursor !== null);
  if (found.title) byId("heading").replaceChildren(found.title);
  say(byId("when"), "shared.when", { day: found.sharedAt.slice(0, 10) });
  byId("messages").replaceChildren(...pages.map(shown));
}

read().catch((problem) => byId("problem").replaceChildren(problemCard(problem)));
