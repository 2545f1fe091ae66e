/** Ways by keyboard, and the dialog that lists them. All have a modifier: single letters belong to who dictates or types. */

import { useNavigate } from "@tanstack/react-router";
import { type RefObject, Suspense, useEffect, useState } from "react";

import { lazily } from "./lazily";
import { stop } from "./turns/listening";
import { useOpened } from "./source/opened";

const ShortcutsDialog = lazily(() => import("./shortcuts-dialog"));

interface Properties {
  conversationId: string | null;
  composer: RefObject<HTMLTextAreaElement | null>;
  onFind: () => void;
}

const MAC = /Mac|iPhone|iPad/.test(navigator.platform);
export const CONTROL = MAC ? "⌘" : "Ctrl";
export function Shortcuts({ conversationId, composer, onFind }: Properties) {
  const navigate = useNavigate();
  const [isHelp, setHelp] = useState(false);
  const [opened, open] = useOpened();
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
      const isControl = MAC ? event.metaKey : event.ctrlKey;
      const key = event.key.toLowerCase();
      if (isControl && !event.shiftKey && key === "k") onFind();
      else if (isControl && event.shiftKey && key === "o") void navigate({ to: "/chat" });
      else if (isControl && key === "/") setHelp(true);
      else if (key === "escape" && event.shiftKey) composer.current?.focus();
      else if (key === "escape" && !document.querySelector("dialog[open], [role=dialog], [role=menu]")) {
        if (opened) {
          open(null);
          composer.current?.focus();
        } else void stop(conversationId ?? "new");
      } else return;
      event.preventDefault();
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  }, [conversationId, composer, navigate, onFind, open, opened]);
  return isHelp ? (
    <Suspense>
      <ShortcutsDialog onClose={() => setHelp(false)} />
    </Suspense>
  ) : null;
}
