/** What became of questions that were added: how many are new, and which quotations no document holds. */

import { Button, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Added } from "../data";
import classes from "../parts/evaluation.module.css";

export const NOTHING: Added = { added: 0, known: 0, ids: [], unmatched: [] };

export const sumOf = (one: Added, other: Added): Added => ({
  added: one.added + other.added,
  known: one.known + other.known,
  ids: [],
  unmatched: [...one.unmatched, ...other.unmatched],
});

export function AddedNote({ added }: { added: Added }) {
  const { t } = useTranslation("evaluation");
  return (
    <Stack gap="sm">
      <Text role="status">
        {t("added", { count: added.added })} {added.known ? t("added.known", { count: added.known }) : null}
      </Text>
      {added.unmatched.length ? (
        <>
          <Text>{t("added.unmatched", { count: added.unmatched.length })}</Text>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
          <ul className={classes.lost} tabIndex={0} aria-label={t("added.lost")}>
            {added.unmatched.map(({ question, quote, kept }, at) => (
              <li key={at}>
                {question}
                <span className={classes.quote}>{t("quoted", { text: quote })}</span>
                <Text component="span" size="sm">
                  {t(kept ? "added.kept" : "added.not-kept")}
                </Text>
              </li>
            ))}
          </ul>
          <Text c="dimmed" size="sm">
            {t("added.mend")}
          </Text>
        </>
      ) : null}
    </Stack>
  );
}

export function AddedDone({ added, onDone }: { added: Added; onDone: () => void }) {
  const { t } = useTranslation("evaluation");
  return (
    <Stack gap="md">
      <AddedNote added={added} />
      <Group justify="flex-end">
        <Button onClick={onDone}>{t("close")}</Button>
      </Group>
    </Stack>
  );
}
