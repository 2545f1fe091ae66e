// The start page: ask, see the answer come, stop it. What was typed and answered stays when a source is opened and left again.

import { Answer, newState } from "./answer.js";
import { brokenOff, Problem, stream } from "./api.js";
import { byId } from "./dom.js";
import { say, text } from "./language.js";
import { Library } from "./library.js";
import { begin, problemCard, show, whenSignedIn } from "./shell.js";
import { acceptFiles } from "./uploads.js";

const KEPT = "nullus.answers";
const DRAFT = "nullus.draft";
const MOST_KEPT = 20;
const LIMIT = 32000;

const question = byId("question");
const states = [];
let running = null;

begin();
question.value = sessionStorage.getItem(DRAFT) ?? "";
const library = new Library({ onCollections: fillScope, onDocuments: (some) => (byId("teach").hidden = some) });
acceptFiles(library);
restore();
byId("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  askTyped();
});
question.addEventListener("keydown", (event) => {
  // While an input method composes, Enter belongs to it: 229 is what some browsers say after the last syllable.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  askTyped();
});
question.addEventListener("input", () => {
  sessionStorage.setItem(DRAFT, question.value);
  grow();
});
byId("stop").addEventListener("click", () => running?.abort());
byId("clear").addEventListener("click", () => {
  states.length = 0;
  keep();
  byId("turns").replaceChildren();
  byId("clear").hidden = true;
  question.focus();
});
await whenSignedIn(() => library.open());
grow();
if (!byId("content").hidden && matchMedia("(hover: hover)").matches) question.focus();

function askTyped() {
  if (running) return;
  const asked = question.value.trim();
  const count = [...asked].length;
  if (!count || count > LIMIT) {
    const message = count ? text("ask.toolong", { count, limit: LIMIT }) : text("ask.empty");
    byId("problem").replaceChildren(problemCard(new Problem({ code: "INPUT", message })));
    question.focus();
    return;
  }
  const scope = byId("scope").value;
  run(asked, scope ? [scope] : null);
}

async function run(asked, collectionIds) {
  if (running) return;
  const controller = (running = new AbortController());
  const state = newState(asked, collectionIds);
  const answer = new Answer(state, (old) => run(old.question, old.collectionIds));
  byId("problem").replaceChildren();
  byId("turns").prepend(answer.node);
  busy(true);
  say(byId("spoken"), "answer.searching");
  try {
    const body = { question: asked, ...(collectionIds ? { collectionIds } : {}) };
    for await (const event of stream("/api/v1/ask", body, controller.signal)) {
      if (event.event === "sources") settleDraft(asked);
      answer.take(event);
    }
    if (!state.over) answer.finish({ problem: plain(brokenOff()) });
  } catch (problem) {
    if (controller.signal.aborted) answer.finish({ stopped: true });
    else if (state.sources.length) answer.finish({ problem: plain(problem) });
    else {
      answer.node.remove();
      if (!question.value) question.value = asked;
      show(byId("problem"), problem);
      say(byId("spoken"), "answer.stopped");
    }
  } finally {
    running = null;
    busy(false);
  }
  if (!state.over) return;
  say(byId("spoken"), state.stopped ? "answer.stopped" : "answer.finished");
  states.unshift(state);
  keep();
}

const plain = ({ code, message, hint, status, requestId }) => ({ code, message, hint, status, requestId });

/** The question was taken: the box is free for the next one, unless something else was typed since. */
function settleDraft(asked) {
  if (question.value.trim() !== asked) return;
  question.value = "";
  sessionStorage.removeItem(DRAFT);
  grow();
}

function busy(yes) {
  const [away, here] = yes ? [byId("send"), byId("stop")] : [byId("stop"), byId("send")];
  const held = document.activeElement === away;
  away.hidden = true;
  here.hidden = false;
  if (held) (yes ? here : question).focus();
  byId("clear").hidden = yes || !byId("turns").childElementCount;
}

function keep() {
  states.length = Math.min(states.length, MOST_KEPT);
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(states));
  } catch {
    sessionStorage.removeItem(KEPT); // full: the answers stay on the page, and go with it
  }
}

function restore() {
  let kept = [];
  try {
    kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
  } catch {
    sessionStorage.removeItem(KEPT);
  }
  for (const state of kept) {
    states.push(state);
    byId("turns").append(new Answer(state, (old) => run(old.question, old.collectionIds)).node);
  }
  byId("clear").hidden = !states.length;
}

function grow() {
  question.style.height = "auto";
  question.style.height = `${Math.min(question.scrollHeight + 2, 320)}px`;
}

function fillScope(collections) {
  const scope = byId("scope");
  const chosen = scope.value;
  const everywhere = say(new Option("", ""), "ask.everywhere");
  scope.replaceChildren(everywhere, ...collections.map(({ id, name }) => new Option(name, id)));
  scope.value = collections.some(({ id }) => id === chosen) ? chosen : "";
  scope.hidden = collections.length < 2;
}
