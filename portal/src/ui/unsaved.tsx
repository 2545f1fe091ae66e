/** What was typed into a form and not saved: there again after the page was left or loaded anew, as long as the window is open.
 *
 * Signing out empties this storage, so that the next person finds nothing. See shell/session.
 */

import { Alert, Button, Group } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

/** A form's value, which begins with what was typed before under this key or with what is saved. It must survive JSON. */
export function useUnsaved<T extends object>(key: string, saved: T) {
  const name = `nullus.unsaved.${key}`;
  const [found, setFound] = useState(() => JSON.parse(sessionStorage.getItem(name) ?? "null") as T | null);
  const [value, set] = useState<T>(found ?? saved);
  const typed = JSON.stringify(value);
  const isChanged = typed !== JSON.stringify(saved);
  useEffect(() => {
    if (isChanged) sessionStorage.setItem(name, typed);
    else sessionStorage.removeItem(name);
  }, [name, typed, isChanged]);
  const change = (more: Partial<T>) => set((former) => ({ ...former, ...more }));
  /** It was saved: nothing of it is kept. */
  const forget = () => {
    sessionStorage.removeItem(name);
    setFound(null);
  };
  const restart = (from = saved) => {
    forget();
    set(from);
  };
  return { value, change, isFound: found !== null, forget, restart };
}

/** Says that a form holds what was typed before, and offers to begin anew. */
export function UnsavedNote({ of }: { of: { isFound: boolean; restart: () => void } }) {
  const { t } = useTranslation("ui");
  if (!of.isFound) return null;
  return (
    <Alert variant="light" mb="lg">
      <Group justify="space-between" gap="xs">
        {t("unsaved")}
        <Button variant="default" size="compact-sm" onClick={() => of.restart()}>
          {t("unsaved.restart")}
        </Button>
      </Group>
    </Alert>
  );
}
