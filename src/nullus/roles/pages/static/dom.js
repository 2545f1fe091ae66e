// Nodes from data. Nothing here or elsewhere in the pages parses HTML: data can only become text and named attributes.

export const byId = (id) => document.getElementById(id);

/** A node. `properties` are set as attributes, except `on…` functions (listeners) and `class`; null and false are left out. */
export function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** The language that a text's script names, for hyphenation, line breaks and voices; null where it does not tell. */
export function tongue(text) {
  if (/[\uAC00-\uD7A3]/.test(text)) return "ko";
  if (/[\u3040-\u30FF]/.test(text)) return "ja";
  return /[\u4E00-\u9FFF]/.test(text) ? "zh" : null;
}

/** A sentence in which `commands` stand between backquotes. */
export function sentence(written) {
  return written.split("`").map((part, at) => (at % 2 ? make("code", {}, part) : part));
}
