// One question with its answer: drawn while it is written, finished paragraphs first, so that a screen reader hears each once.

import { make, sentence, tongue } from "./dom.js";
import { say } from "./language.js";
import * as passage from "./passage.js";
import { blocksOf, render } from "./prose.js";
import { againButton, problemCard } from "./shell.js";

/** What is known of an answer; plain data, so that it can be kept while a source is read. */
export const newState = (question, collectionIds) => ({
  question,
  collectionIds,
  text: "",
  sources: [],
  citations: [],
  done: null,
  note: null,
  problem: null,
  stopped: false,
  over: false,
});

export class Answer {
  constructor(state, askAgain) {
    this.state = state;
    this.askAgain = askAgain;
    this.settled = 0;
    this.listed = -1;
    this.waiting = say(make("p", { class: "muted waiting" }), "answer.searching");
    this.live = make("div", { "aria-live": "polite", "aria-relevant": "additions" });
    this.open = make("div");
    this.notes = make("div", { class: "notes" });
    this.sources = make("div", { class: "sources" });
    const prose = make("div", { class: "prose" }, this.live, this.open);
    const question = make("h2", { lang: tongue(state.question) }, state.question);
    this.node = make("article", { class: "turn card" }, question, this.waiting, prose, this.notes, this.sources);
    if (state.over) this.draw();
  }

  /** Take in an event of the stream. */
  take({ event, data }) {
    const state = this.state;
    if (event === "sources") state.sources = data.sources;
    if (event === "delta") state.text += data.text;
    if (event === "citation") state.citations.push(data);
    if (event === "done") this.finish({ done: data });
    else if (event === "error") this.finish({ problem: data });
    else this.drawSoon();
  }

  finish(outcome) {
    Object.assign(this.state, outcome, { over: true });
    const { done, text } = this.state;
    const said = done?.mode === "extractive" && done.found ? text.match(/\n\n\((.+)\)\s*$/s) : null;
    if (said) Object.assign(this.state, { note: said[1], text: text.slice(0, said.index) });
    this.draw();
  }

  drawSoon() {
    if (this.drawing) return;
    this.drawing = requestAnimationFrame(() => {
      this.drawing = null;
      this.draw();
    });
  }

  draw() {
    const { state } = this;
    this.waiting.hidden = state.over || state.text !== "";
    if (state.sources.length && !state.text) say(this.waiting, "answer.writing");
    const blocks = blocksOf(state.text);
    const finished = state.over ? blocks.length : blocks.length - 1;
    while (this.settled < finished) {
      this.live.append(...render(blocks[this.settled]));
      this.settled += 1;
    }
    this.open.replaceChildren(...(finished < blocks.length && finished >= 0 ? render(blocks[finished]) : []));
    const spoken = tongue(state.text);
    if (spoken) this.live.parentNode.lang = spoken;
    this.link();
    if (state.over) this.drawNotes();
    if (state.over || this.listed !== state.citations.length) this.drawSources();
  }

  /** The markers and the citations come in the same order. */
  link() {
    let next = 0;
    for (const marker of this.node.querySelectorAll(".prose .marker")) {
      const citation = this.state.citations[next];
      const source = citation && this.sourceOf(citation.number);
      if (!source || String(citation.number) !== marker.dataset.number) continue;
      next += 1;
      marker.setAttribute("href", addressOf(source, [citation]));
      marker.setAttribute("aria-label", `[${source.number}] ${source.documentName}`);
      marker.setAttribute("title", [source.documentName, ...source.headingPath].join(" › "));
    }
  }

  sourceOf(number) {
    return this.state.sources.find((source) => source.number === number);
  }

  drawNotes() {
    const { done, problem, stopped, note, over } = this.state;
    const parts = [];
    const muted = (key, fields) => parts.push(say(make("p", { class: "muted small" }), key, fields));
    const again = againButton(() => this.askAgain(this.state), "answer.again");
    if (problem) parts.push(problemCard(problem, again));
    if (stopped && over) parts.push(make("div", { class: "bar start" }, say(make("span", { class: "muted" }), "answer.stopped"), again));
    if (done?.degraded) parts.push(problemCard(done.degraded));
    if (done?.finish === "length") muted("answer.length");
    if (done?.finish === "filtered") muted("answer.filtered");
    if (done?.checks.citationsDropped) muted("answer.dropped", { count: done.checks.citationsDropped });
    if (done?.mode === "extractive" && done.found) {
      // The service says why in the language of the question; that there is no model, the page says in its own.
      const away = note !== null && !note.includes("NULLUS_LLM_");
      const what = away ? make("p", { lang: tongue(note) }, ...sentence(note)) : say(make("p"), "answer.nomodel.what");
      const title = say(make("p", { class: "strong" }), away ? "answer.modelaway" : "answer.nomodel");
      parts.push(make("div", { class: "notice" }, title, what));
    }
    if (done) {
      const seconds = Math.max(0.1, done.took.total / 1000);
      if (done.mode === "model") muted("answer.by", { model: done.model, seconds });
      else if (done.found) muted("answer.quoted", { seconds });
    }
    this.notes.replaceChildren(...parts);
  }

  drawSources() {
    const { sources, citations, done, over } = this.state;
    this.listed = citations.length;
    const cited = new Set(citations.map((citation) => citation.number));
    const [used, rest] = [sources.filter((each) => cited.has(each.number)), sources.filter((each) => !cited.has(each.number))];
    const parts = [];
    if (used.length) parts.push(say(make("h3"), "answer.cited"), this.listOf(used));
    if (over && rest.length) {
      const key = done?.finish === "not_found" ? "answer.closest" : "answer.others";
      parts.push(make("details", {}, say(make("summary"), key, { count: rest.length }), this.listOf(rest)));
    }
    this.sources.replaceChildren(...parts);
  }

  listOf(sources) {
    return make("ol", {}, ...sources.map((source) => this.sourceItem(source)));
  }

  sourceItem(source) {
    const citations = this.state.citations.filter((each) => each.number === source.number);
    const sentences = passage.spansInside(source, citations.map((each) => [each.startOffset, each.endOffset]));
    const marks = sentences.length ? sentences : passage.wordSpans(this.state.question, source.text);
    const number = make("span", { class: "number", "aria-hidden": "true" }, String(source.number));
    const link = make("a", { href: addressOf(source, citations) }, source.documentName);
    const page = source.page ? say(make("span", { class: "page" }), "answer.page", { page: String(source.page) }) : null;
    const path = source.headingPath.length ? make("p", { class: "path muted small", lang: tongue(source.headingPath.join("")) }, source.headingPath.join(" › ")) : null;
    const piece = make("p", { class: "snippet small", lang: tongue(source.text) }, ...passage.snippet(source.text, marks));
    const title = make("p", { class: "source-title" }, link, ...(page ? [" ", page] : []));
    return make("li", { value: source.number }, number, make("div", {}, title, path, piece));
  }
}

function addressOf(source, citations) {
  const spans = citations
    .filter((each) => each.startOffset > source.startOffset || each.endOffset < source.endOffset)
    .map((each) => `${each.startOffset}-${each.endOffset}`);
  const at = spans.length ? `&at=${spans.join(",")}` : "";
  return `/documents/${source.documentId}?chunk=${encodeURIComponent(source.chunkId)}${at}`;
}
