/** What was typed into a form and not saved: there again after the page was left or loaded anew, as long as the window is open.
 *
 * Signing out empties this storage, so that the next person finds nothing. See shell/session.
 */

import { Alert, Button, Group } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

/** A form's value, which begins with what was typed before under this key or with what is saved. It must survive JSON. */
export function useUnsaved<T>(key: string, saved: T) {
  const [name] = useState(`nullus.unsaved.${key}`);
  const [value, set] = useState<T>(() => keptAs<T>(name) ?? saved);
  const [isFound, setFound] = useState(() => keptAs(name) !== null);
  const isChanged = JSON.stringify(value) !== JSON.stringify(saved);
  useEffect(() => {
    if (isChanged) sessionStorage.setItem(name, JSON.stringify(value));
    else sessionStorage.removeItem(name);
  }, [name, value, isChanged]);
  /** It was saved: nothing of it is kept. */
  const forget = () => {
    sessionStorage.removeItem(name);
    setFound(false);
  };
  const restart = () => {
    forget();
    set(saved);
  };
  return { value, set, isFound, forget, restart };
}

const keptAs = <T,>(name: string) => JSON.parse(sessionStorage.getItem(name) ?? "null") as T | null;

/** Says that a form holds what was typed before, and offers to begin anew. */
export function UnsavedNote({ onRestart }: { onRestart: () => void }) {
  const { t } = useTranslation("ui");
  return (
    <Alert variant="light" mb="lg">
      <Group justify="space-between" gap="xs">
        {t("unsaved")}
        <Button variant="default" size="compact-sm" onClick={onRestart}>
          {t("unsaved.restart")}
        </Button>
      </Group>
    </Alert>
  );
}
