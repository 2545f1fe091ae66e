// Files and folders, chosen or dropped anywhere on the page, sent two at a time; each row says how far it is.

import { Problem, upload } from "./api.js";
import { byId, make } from "./dom.js";
import { label, say, text } from "./language.js";
import { dismissButton } from "./library.js";
import { againButton, problemCard, show } from "./shell.js";

const AT_A_TIME = 2;
const IGNORED = /^(\.|Thumbs\.db$|desktop\.ini$)/;

export function acceptFiles(library) {
  const queue = new Queue(library);
  const input = byId("files");
  input.addEventListener("change", () => {
    queue.add([...input.files].map((file) => ({ file, name: file.name })));
    input.value = "";
  });
  acceptDrops(library, queue);
}

function acceptDrops(library, queue) {
  const veil = byId("dropping");
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files") && !byId("content").hidden;
  let depth = 0;
  addEventListener("dragenter", (event) => {
    if (!holdsFiles(event)) return;
    depth += 1;
    say(veil.firstElementChild, "documents.dropnow", { name: library.name() });
    veil.hidden = false;
  });
  addEventListener("dragleave", (event) => {
    if (!holdsFiles(event)) return;
    depth = Math.max(0, depth - 1);
    veil.hidden = depth === 0;
  });
  addEventListener("dragover", (event) => holdsFiles(event) && event.preventDefault());
  addEventListener("drop", async (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    depth = 0;
    veil.hidden = true;
    // The entries must be taken before the first await: the list empties itself.
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const loose = [...event.dataTransfer.files].map((file) => ({ file, name: file.name }));
    const files = entries.length ? (await Promise.all(entries.map(filesOf))).flat() : loose;
    queue.add(files);
  });
}

/** The files of a dropped entry, folders opened. Names and what is left out are those of `nullus ingest FOLDER`. */
async function filesOf(entry) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [{ file, name: entry.fullPath.split("/").slice(2).join("/") || file.name }];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) break;
    found.push(...some.filter(({ name }) => !IGNORED.test(name)));
  }
  return (await Promise.all(found.map(filesOf))).flat();
}

class Queue {
  constructor(library) {
    this.library = library;
    this.waiting = [];
    this.active = 0;
    addEventListener("beforeunload", (event) => {
      if (this.active) event.preventDefault();
    });
  }

  async add(files) {
    if (!files.length) return;
    byId("documents-problem").replaceChildren();
    let collectionId;
    try {
      collectionId = await this.library.target();
    } catch (problem) {
      show(byId("documents-problem"), problem, againButton(() => this.add(files)));
      return;
    }
    const rows = files.map((file) => this.row(file, collectionId));
    byId("list").prepend(...rows.map(({ node }) => node));
    this.library.settle();
    byId("teach").hidden = true;
    this.waiting.push(...rows);
    this.next();
  }

  row({ file, name }, collectionId) {
    const bar = label(make("progress", { max: 1, value: 0 }), "aria-label", "documents.progress", { name });
    const state = say(make("span", { class: "state received" }), "state.queued");
    const shown = make("span", { class: "document-name" }, name);
    const node = make("li", { class: "upload" }, make("div", { class: "row" }, shown, state), bar);
    return { file, name, collectionId, node, bar, state, key: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}` };
  }

  next() {
    while (this.active < AT_A_TIME && this.waiting.length) {
      this.active += 1;
      this.send(this.waiting.shift()).finally(() => {
        this.active -= 1;
        this.next();
      });
    }
  }

  async send(row) {
    say(row.state, "state.uploading");
    try {
      const received = await upload(row.collectionId, row.file, row.name, row.key, (share) => (row.bar.value = share));
      row.node.remove();
      await this.library.arrived(received.id, row.collectionId);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.failed(row, problem);
    }
  }

  failed(row, problem) {
    if (problem.status === 401) show(byId("documents-problem"), problem);
    row.bar.remove();
    row.state.className = "state failed";
    say(row.state, "state.failed");
    say(byId("documents-spoken"), "documents.report", { name: row.name, state: text("state.failed") });
    const again = againButton(() => this.again(row, card), "documents.retry", row.name);
    const card = problemCard(problem, again, dismissButton(row.name, () => this.dismiss(row)));
    row.node.append(card);
  }

  again(row, card) {
    card.remove();
    row.bar.value = 0;
    row.node.append(row.bar);
    row.state.className = "state received";
    say(row.state, "state.queued");
    this.waiting.push(row);
    this.next();
  }

  dismiss(row) {
    row.node.remove();
    this.library.settle();
  }
}
