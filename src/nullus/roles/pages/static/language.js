// The texts of the pages in the chosen language; whatever was said with `say` is said again when the language changes.

import texts from "./texts.js";

let language = document.documentElement.lang === "ko" ? "ko" : "en";

export const current = () => language;

/** A text with its {fields} filled in. `fields.count` chooses between singular and plural and is written with separators. */
export function text(key, fields = {}) {
  const found = texts[key][language];
  const template = Array.isArray(found) ? found[fields.count === 1 ? 0 : 1] : found;
  return template.replace(/\{(\w+)\}/g, (_, name) => {
    const value = fields[name];
    return typeof value === "number" ? number(value) : String(value);
  });
}

export const number = (value) => new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);

export function size(bytes) {
  const step = Math.min(3, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const unit = ["byte", "kilobyte", "megabyte", "gigabyte"][step];
  const format = { style: "unit", unit, unitDisplay: "narrow", maximumFractionDigits: step ? 1 : 0 };
  return new Intl.NumberFormat(language, format).format(bytes / 1024 ** step);
}

/** Put a text into a node, and remember which. */
export function say(node, key, fields) {
  node.dataset.text = key;
  if (fields) node.dataset.fields = JSON.stringify(fields);
  else delete node.dataset.fields;
  node.textContent = text(key, fields);
  return node;
}

/** The same for a label or a placeholder. */
export function label(node, attribute, key, fields) {
  node.setAttribute(`data-${attribute}`, key);
  if (fields) node.setAttribute(`data-${attribute}-fields`, JSON.stringify(fields));
  node.setAttribute(attribute, text(key, fields));
  return node;
}

export function change(wanted) {
  language = wanted;
  document.documentElement.lang = wanted;
  document.cookie = `nullus_language=${wanted}; Path=/; Max-Age=31536000; SameSite=Strict`;
  for (const node of document.querySelectorAll("[data-text]")) {
    node.textContent = text(node.dataset.text, fieldsOf(node.dataset.fields));
  }
  for (const attribute of ["placeholder", "aria-label"]) {
    for (const node of document.querySelectorAll(`[data-${attribute}]`)) {
      const fields = fieldsOf(node.getAttribute(`data-${attribute}-fields`));
      node.setAttribute(attribute, text(node.getAttribute(`data-${attribute}`), fields));
    }
  }
  document.dispatchEvent(new CustomEvent("language"));
}

const fieldsOf = (written) => (written ? JSON.parse(written) : {});
