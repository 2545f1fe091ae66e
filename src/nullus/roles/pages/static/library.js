// The documents of a collection with their states: what is being read is looked at again until it is ready or failed.

import { call } from "./api.js";
import { byId, make, sentence } from "./dom.js";
import { label, say, text } from "./language.js";
import { againButton, show } from "./shell.js";

const PAGE = 20;
const DEFAULT_NAME = "documents";
const NEW = "new";
const SOON = 500;
const LATE = 4000;

export class Library {
  constructor({ onCollections, onDocuments }) {
    this.onCollections = onCollections;
    this.onDocuments = onDocuments;
    this.collections = [];
    this.rows = new Map();
    this.cursor = null;
    this.wait = SOON;
    this.opened = new Promise((resolve) => (this.nowOpen = resolve));
    this.select = byId("collection");
    this.select.addEventListener("change", () => this.chosen());
    byId("more").addEventListener("click", () => this.guarded(() => this.more()));
    byId("new-collection").addEventListener("submit", (event) => {
      event.preventDefault();
      this.guarded(() => this.makeTyped());
    });
    byId("collection-cancel").addEventListener("click", () => this.choose(this.current));
  }

  async open() {
    await this.guarded(async () => {
      await this.refreshCollections();
      await this.list();
    });
    this.nowOpen();
  }

  /** Show a problem of the action in the panel's own place. */
  async guarded(action) {
    byId("documents-problem").replaceChildren();
    try {
      return await action();
    } catch (problem) {
      show(byId("documents-problem"), problem);
      return null;
    }
  }

  async refreshCollections() {
    this.collections = (await call("GET", "/api/v1/collections")).items;
    this.current ??= this.collections.find(({ name }) => name === DEFAULT_NAME)?.id ?? this.collections[0]?.id ?? null;
    this.fill();
    this.onCollections(this.collections);
    this.onDocuments(this.collections.some(({ documents }) => documents > 0) || this.rows.size > 0);
  }

  fill() {
    const options = this.collections.map(({ id, name, documents }) =>
      say(new Option("", id), "documents.option", { name, count: documents }),
    );
    if (!options.length) options.push(new Option(DEFAULT_NAME, ""));
    this.select.replaceChildren(...options, say(new Option("", NEW), "documents.new"));
    this.select.value = this.current ?? "";
  }

  chosen() {
    const making = this.select.value === NEW;
    byId("new-collection").hidden = !making;
    if (making) byId("collection-name").focus();
    else this.choose(this.select.value || null);
  }

  async choose(id) {
    byId("new-collection").hidden = true;
    const other = id !== this.current;
    this.current = id;
    this.select.value = id ?? "";
    if (other) await this.guarded(() => this.list());
  }

  async makeTyped() {
    const input = byId("collection-name");
    const made = await call("POST", "/api/v1/collections", { name: input.value.trim() });
    input.value = "";
    await this.refreshCollections();
    await this.choose(made.id);
    this.select.focus();
  }

  /** The collection that files go to; made when there is none yet. */
  async target() {
    await this.opened; // files may be chosen before the collections are known
    if (this.current === null) {
      this.current = (await call("POST", "/api/v1/collections", { name: DEFAULT_NAME })).id;
      await this.refreshCollections();
    }
    return this.current;
  }

  name() {
    return this.collections.find(({ id }) => id === this.current)?.name ?? DEFAULT_NAME;
  }

  async list() {
    for (const { node } of this.rows.values()) node.remove(); // uploads on their way keep their rows
    this.rows.clear();
    this.cursor = null;
    if (this.current !== null) await this.more();
    else this.settle();
  }

  async more() {
    const page = await this.page(PAGE, this.cursor);
    this.cursor = page.nextCursor;
    for (const document of page.items) this.update(document);
    this.settle();
    this.watch();
  }

  page(limit, cursor = null) {
    const after = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    return call("GET", `/api/v1/collections/${this.current}/documents?limit=${limit}${after}`);
  }

  settle() {
    byId("more").hidden = this.cursor === null;
    byId("none").hidden = this.rows.size > 0 || byId("list").childElementCount > 0;
  }

  /** Show a document's state; `first` puts a new row at the top. */
  update(document, first = false) {
    const before = this.rows.get(document.id);
    if (before && before.document.updatedAt === document.updatedAt && before.document.status === document.status) return;
    const node = before?.node ?? make("li");
    this.rows.set(document.id, { document, node });
    node.replaceChildren(...this.content(document));
    if (!before) byId("list")[first ? "prepend" : "append"](node);
    if (before && ["ready", "failed"].includes(document.status)) {
      say(byId("documents-spoken"), "documents.report", { name: document.name, state: text(`state.${document.status}`) });
    }
  }

  content(document) {
    const { id, name, status, failure, chunkCount } = document;
    const link = make("a", { class: "document-name", href: `/documents/${id}` }, name);
    const state = make("span", { class: `state ${status}` });
    if (status === "ready") say(state, "state.passages", { count: chunkCount });
    else say(state, `state.${status}`);
    if (status !== "failed" || !failure) return [make("div", { class: "row" }, link, state)];
    const retry = againButton(() => this.guarded(() => this.retry(id)), "documents.retry", name);
    return [
      make("div", { class: "row" }, link, state),
      make("div", { class: "reason small" },
        make("p", {}, ...sentence(failure.message)),
        failure.hint ? make("p", { class: "muted" }, ...sentence(failure.hint)) : null,
        retry),
    ];
  }

  async retry(id) {
    this.update(await call("POST", `/api/v1/documents/${id}/retry`));
    this.watch(true);
  }

  /** A file has arrived: its row takes the place of the upload's. */
  async arrived(id, collectionId) {
    if (collectionId === this.current) this.update(await call("GET", `/api/v1/documents/${id}`), true);
    this.settle();
    this.onDocuments(true);
    this.watch(true);
  }

  pending() {
    return [...this.rows.values()].filter(({ document }) => ["received", "processing"].includes(document.status));
  }

  /** Look again while something is being read: soon at first, then less often. */
  watch(soon = false) {
    if (soon) this.wait = SOON;
    if (this.timer || !this.pending().length) return;
    this.timer = setTimeout(async () => {
      this.timer = null;
      await this.look().catch(() => {}); // away for a moment: looked at again
      this.wait = Math.min(this.wait * 1.3, LATE);
      this.watch();
      if (!this.pending().length) this.refreshCollections().catch(() => {});
    }, this.wait);
  }

  async look() {
    const current = this.current;
    const page = await this.page(500);
    if (current !== this.current) return;
    const found = new Map(page.items.map((document) => [document.id, document]));
    for (const { document } of this.pending()) {
      const now = found.get(document.id);
      this.update(now ?? (await call("GET", `/api/v1/documents/${document.id}`)));
    }
  }
}

export const dismissButton = (name, action) =>
  label(againButton(action, "documents.dismiss"), "aria-label", "documents.dismiss.which", { name });
