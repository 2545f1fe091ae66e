/** Style sheets made by script: the content security policy allows them, and refuses `<style>` elements. */

import { useInsertionEffect } from "react";

interface Held {
  sheet: CSSStyleSheet;
  users: number;
}

const held = new Map<string, Held>();

/** Put rules on the document; the same text is put there once. Returns what takes them off again. */
export function adopt(css: string): () => void {
  let entry = held.get(css);
  if (!entry) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    entry = { sheet, users: 0 };
    held.set(css, entry);
  }
  entry.users += 1;
  return () => release(css, entry);
}

function release(css: string, entry: Held) {
  entry.users -= 1;
  if (entry.users > 0) return;
  held.delete(css);
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== entry.sheet);
}

/** Rules that stand while the component does. */
export function useSheet(css: string) {
  useInsertionEffect(() => adopt(css), [css]);
}
