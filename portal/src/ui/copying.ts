/** Into the clipboard; also where the service is reached without TLS, and browsers know no `navigator.clipboard`. */

import { useState } from "react";

const SAID_MS = 2000;

/** Whether something was just copied, and how to copy. */
export function useCopying(): [copied: boolean, copy: (text: string) => Promise<void>] {
  const [copied, setCopied] = useState(false);
  const copy = async (text: string) => {
    setCopied(await copyText(text));
    setTimeout(() => setCopied(false), SAID_MS);
  };
  return [copied, copy];
}

export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.className = "nullus-copying";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
