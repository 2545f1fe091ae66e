/** A small form in a dialog: what was typed stays when it is refused; it closes when it is done. */

import { Button, Group, Stack } from "@mantine/core";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { Dialog } from "./dialog";
import classes from "./dialog-form.module.css";
import { ErrorNote } from "./error-note";

interface DialogProperties {
  opened: boolean;
  onClose: () => void;
  title: string;
  size?: string;
  /** Made anew each time the dialog opens, with fields as they are then. */
  children: () => ReactNode;
}

export function FormDialog({ opened, onClose, title, size, children }: DialogProperties) {
  return (
    <Dialog opened={opened} onClose={onClose} title={title} size={size}>
      {opened ? children() : null}
    </Dialog>
  );
}

interface FormProperties {
  onClose: () => void;
  /** What the button says. */
  action: string;
  /** Does it; the dialog closes when it is done, unless it answers `"stay"`. */
  onSubmit: () => Promise<unknown>;
  disabled?: boolean;
  danger?: boolean;
  children: ReactNode;
}

export function DialogForm({ onClose, action, onSubmit, disabled, danger, children }: FormProperties) {
  const { t } = useTranslation("ui");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const note = useRef<HTMLDivElement>(null);
  // In a long form it would stand below what can be seen.
  useEffect(() => {
    if (error) note.current?.scrollIntoView({ block: "nearest" });
  }, [error]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (disabled || busy) return;
    setBusy(true);
    setError(null);
    try {
      if ((await onSubmit()) !== "stay") onClose();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={submit} className={classes.form}>
      <Stack gap="md">
        {children}
        {error ? (
          <div ref={note}>
            <ErrorNote error={error} />
          </div>
        ) : null}
        <Group justify="flex-end" mt="xs">
          <Button variant="default" onClick={onClose}>
            {t("confirm.keep")}
          </Button>
          <Button type="submit" color={danger ? "red" : undefined} loading={busy} disabled={disabled}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface ConfirmProperties {
  opened: boolean;
  onClose: () => void;
  title: string;
  what: ReactNode;
  action: string;
  danger?: boolean;
  onConfirm: () => Promise<unknown>;
}

/** Before something that can be taken back, but that somebody would notice. */
export function Confirm({ opened, onClose, title, what, action, danger, onConfirm }: ConfirmProperties) {
  return (
    <FormDialog opened={opened} onClose={onClose} title={title}>
      {() => (
        <DialogForm onClose={onClose} action={action} danger={danger} onSubmit={onConfirm}>
          <div>{what}</div>
        </DialogForm>
      )}
    </FormDialog>
  );
}
