/** Page or text: how a reader wants to see PDFs, kept in this browser. */

import { SegmentedControl } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";

export type View = "page" | "text";

const KEY = "nullus.pdf-view";
const listeners = new Set<() => void>();

const chosen = (): View => (localStorage.getItem(KEY) === "page" ? "page" : "text");

function choose(view: View) {
  localStorage.setItem(KEY, view);
  for (const listener of listeners) listener();
}

function listen(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useView = (): View => useSyncExternalStore(listen, chosen);

export function ViewChoice() {
  const { t } = useTranslation("ui");
  const view = useView();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("page.view")}
      value={view}
      onChange={(value) => choose(value as View)}
      data={[
        { value: "page", label: t("page.view.page") },
        { value: "text", label: t("page.view.text") },
      ]}
    />
  );
}
