// A document as it was read, passage by passage, with the cited one marked and in view; and the way to its end.

import { call, pagesOf, Problem } from "./api.js";
import { byId, make, sentence } from "./dom.js";
import { say, size, text } from "./language.js";
import { render, spansInside } from "./passage.js";
import { begin, problemCard, show, whenSignedIn } from "./shell.js";

const id = decodeURIComponent(location.pathname.split("/")[2] ?? "");
const wanted = new URLSearchParams(location.search);
const chunk = wanted.get("chunk");
const spans = (wanted.get("at") ?? "")
  .split(",")
  .map((span) => span.split("-").map(Number))
  .filter(([start, end]) => Number.isInteger(start) && end > start);
const path = `/api/v1/documents/${encodeURIComponent(id)}`;
let shown = null;

begin();
byId("to-cited").addEventListener("click", (event) => {
  event.preventDefault();
  toCited();
});
byId("retry").addEventListener("click", retry);
byId("delete").addEventListener("click", askToDelete);
byId("delete-cancel").addEventListener("click", () => byId("delete-dialog").close());
byId("delete-typed").addEventListener("input", () => (byId("delete-confirm").disabled = !named()));
byId("delete-form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (named()) remove();
});
document.addEventListener("language", () => shown && drawFacts(shown));
await whenSignedIn(open);

async function open() {
  byId("loading").hidden = false;
  try {
    const found = await call("GET", path);
    drawHead(found);
    await drawText(found);
    if (["received", "processing"].includes(found.status)) await untilRead(found);
  } catch (problem) {
    missing(problem);
  } finally {
    byId("loading").hidden = true;
  }
}

function missing(problem) {
  if (!["DOCUMENT_NOT_FOUND", "INVALID_INPUT"].includes(problem.code)) {
    show(byId("problem"), problem);
    return;
  }
  byId("document").hidden = true;
  const told = new Problem({ code: problem.code, message: text("document.unknown.what") });
  byId("problem").replaceChildren(make("h1", {}, text("document.unknown")), problemCard(told));
}

function drawHead(found) {
  shown = found;
  byId("document").hidden = false;
  byId("name").textContent = found.name;
  document.title = `${found.name} · Nullus`;
  delete document.querySelector("title").dataset.text;
  byId("original").href = `${path}/original`;
  byId("retry").hidden = found.status !== "failed";
  drawFacts(found);
  const notes = [];
  if (found.failure) notes.push(failureCard(found.failure));
  if (["received", "processing"].includes(found.status)) {
    notes.push(say(make("p", { class: "notice" }), found.searchable ? "document.older" : "document.reading"));
  }
  byId("notes").replaceChildren(...notes);
}

const failureCard = ({ message, hint }) =>
  make("div", { class: "problem" }, make("p", { class: "problem-message" }, ...sentence(message)), hint ? make("p", {}, ...sentence(hint)) : null);

function drawFacts({ collectionName, status, format, pages, size: bytes, chunkCount, version }) {
  const facts = [collectionName, text(`state.${status}`)];
  if (format) facts.push(format);
  if (pages) facts.push(text("document.pages", { count: pages }));
  facts.push(size(bytes));
  if (chunkCount) facts.push(text("state.passages", { count: chunkCount }));
  if (version > 1) facts.push(text("document.version", { count: version }));
  byId("facts").replaceChildren(...facts.map((fact) => make("li", {}, fact)));
}

async function drawText(found) {
  const place = byId("text");
  place.replaceChildren();
  if (found.language) place.lang = found.language;
  let [path_, page] = ["", null];
  for await (const passages of pagesOf(`${path}/chunks?limit=200`)) {
    for (const passage of passages) {
      const headings = above(passage).join(" › ");
      if (passage.page !== null && passage.page !== page) {
        place.append(say(make("p", { class: "page-break muted small" }), "document.page", { page: String(passage.page) }));
      }
      if (headings && headings !== path_) place.append(make("p", { class: "path muted small" }, headings));
      [path_, page] = [headings, passage.page];
      place.append(section(passage));
    }
    if (passages.some((passage) => passage.id === chunk)) toCited();
  }
  if (!place.childElementCount && found.status === "ready") place.append(say(make("p", { class: "muted" }), "document.notext"));
  const lost = chunk !== null && !byId("cited") && found.searchable;
  if (lost) byId("notes").append(say(make("p", { class: "notice" }), "document.moved"));
  byId("to-cited").hidden = !byId("cited");
}

/** The headings above a passage; its own, with which its text begins, is there to read. */
function above({ text: words, headingPath }) {
  const first = words.split("\n", 1)[0];
  return /^#{1,6}\s/.test(first) && first.includes(headingPath.at(-1)) ? headingPath.slice(0, -1) : headingPath;
}

function section(passage) {
  if (passage.id !== chunk) return make("section", { class: "passage" }, ...render(passage.text, []));
  const node = make("section", { class: "passage cited", id: "cited", tabindex: "-1", "aria-labelledby": "cited-label" });
  const label = say(make("p", { class: "cited-label small", id: "cited-label" }), "document.cited");
  node.append(label, ...render(passage.text, spansInside(passage, spans)));
  return node;
}

function toCited() {
  const cited = byId("cited");
  const mark = cited.querySelector("mark");
  cited.focus({ preventScroll: true });
  (mark && cited.offsetHeight > innerHeight / 2 ? mark : cited).scrollIntoView({ block: "center" });
}

async function untilRead(found) {
  let now = found;
  while (["received", "processing"].includes(now.status)) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    now = await call("GET", path);
  }
  drawHead(now);
  await drawText(now);
}

async function retry() {
  byId("problem").replaceChildren();
  try {
    const found = await call("POST", `${path}/retry`);
    drawHead(found);
    await untilRead(found);
  } catch (problem) {
    show(byId("problem"), problem);
  }
}

const named = () => byId("delete-typed").value.trim().normalize("NFC") === shown.name.trim().normalize("NFC");

function askToDelete() {
  byId("delete-name").textContent = shown.name;
  byId("delete-typed").value = "";
  byId("delete-confirm").disabled = true;
  byId("delete-problem").replaceChildren();
  byId("delete-dialog").showModal();
  byId("delete-typed").focus();
}

async function remove() {
  const button = byId("delete-confirm");
  button.disabled = true;
  say(button, "delete.working");
  try {
    const receipt = await call("DELETE", path);
    byId("delete-dialog").close();
    drawReceipt(receipt);
  } catch (problem) {
    show(byId("delete-problem"), problem);
    button.disabled = false;
  } finally {
    say(button, "delete.confirm");
  }
}

function drawReceipt(receipt) {
  for (const part of [byId("document"), document.querySelector(".back")]) part.hidden = true;
  say(byId("receipt-heading"), "receipt.heading", { name: shown.name });
  say(byId("receipt-verified"), receipt.verified ? "receipt.verified" : "receipt.unverified");
  const counts = ["versions", "chunks", "vectors", "lexicalEntries", "objects"];
  if (receipt.objectsKept) counts.push("objectsKept");
  byId("receipt-counts").replaceChildren(
    ...counts.flatMap((name) => [say(make("dt"), `receipt.${name}`), make("dd", {}, String(receipt[name]))]),
  );
  byId("receipt").hidden = false;
  byId("receipt-heading").focus();
}
