/** Below a question: what was done about it, in a few words, and it is crossed off. What was typed stays when it is refused. */

import { Button, Group, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { ErrorNote } from "@/ui/error-note";

import { type Gap, resolve } from "./data";
import classes from "./insight.module.css";

const LONGEST = 500;

export function ResolveForm({ gap, onClose }: { gap: Gap; onClose: () => void }) {
  const { t } = useTranslation("insight");
  const [note, setNote] = useState("");
  const save = useMutation({ mutationFn: () => resolve(gap.id, note.trim() || null), onSuccess: onClose });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!save.isPending) save.mutate();
  }
  return (
    <form className={classes.resolve} onSubmit={submit}>
      <Textarea
        label={t("resolve.note")}
        description={t("resolve.what")}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Escape" && !event.nativeEvent.isComposing && onClose()}
        maxLength={LONGEST}
        autosize
        minRows={2}
        maxRows={6}
        autoFocus // oxlint-disable-line jsx-a11y/no-autofocus -- the button that opened it was just pressed
      />
      {save.error ? <ErrorNote error={save.error} /> : null}
      <Group gap="xs">
        <Button type="submit" size="compact-md" loading={save.isPending}>
          {t("resolve")}
        </Button>
        <Button size="compact-md" variant="default" onClick={onClose}>
          {t("resolve.cancel")}
        </Button>
      </Group>
    </form>
  );
}
