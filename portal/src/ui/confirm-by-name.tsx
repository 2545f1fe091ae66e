/** Before something goes for good: what will be gone, and its name typed. Stays open, with the mend, when it fails. */

import { Button, Code, Group, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { Dialog } from "./dialog";
import { ErrorNote } from "./error-note";

interface Properties {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What is lost, in one or two sentences. */
  what: string;
  /** What has to be typed. */
  name: string;
  /** What the button says, as `Delete for good`. */
  action: string;
  /** Does it; the dialog closes when it is done. */
  onConfirm: () => Promise<unknown>;
}

export function ConfirmByName({ opened, onClose, title, ...rest }: Properties) {
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      {opened ? <Form onClose={onClose} {...rest} /> : null}
    </Dialog>
  );
}

const alike = (typed: string, name: string) => typed.trim().normalize("NFC") === name.trim().normalize("NFC");

function Form({ onClose, what, name, action, onConfirm }: Omit<Properties, "opened" | "title">) {
  const { t } = useTranslation("ui");
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function confirm(event: FormEvent) {
    event.preventDefault();
    if (!alike(typed, name) || busy) return;
    setBusy(true);
    setError(null);
    try {
      await onConfirm();
      onClose();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={confirm}>
      <Stack gap="sm">
        <Text>{what}</Text>
        <Text>
          {t("confirm.type")} <Code>{name}</Code>
        </Text>
        <TextInput aria-label={t("confirm.name")} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} autoComplete="off" data-autofocus />
        {error ? <ErrorNote error={error} /> : null}
        <Group justify="flex-end" mt="xs">
          <Button variant="default" onClick={onClose}>
            {t("confirm.keep")}
          </Button>
          <Button type="submit" color="red" loading={busy} disabled={!alike(typed, name)}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
