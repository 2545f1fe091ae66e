/** Copies a text, and says for a moment that it did: as a button with a word, or as an icon with a name. */

import { ActionIcon, Button, type ActionIconProps, type ButtonProps } from "@mantine/core";
import IconCheck from "@tabler/icons-react/dist/esm/icons/IconCheck.mjs";
import IconCopy from "@tabler/icons-react/dist/esm/icons/IconCopy.mjs";
import { useTranslation } from "react-i18next";

import { useCopying } from "./copying";

export function CopyButton({ text, ...props }: { text: string } & ButtonProps) {
  const { t } = useTranslation("ui");
  const [copied, copy] = useCopying();
  return (
    <Button variant="default" {...props} onClick={() => void copy(text)}>
      {t(copied ? "copied" : "copy")}
    </Button>
  );
}

/** `text` may be a function, for what is only known when it is copied. */
export function CopyIcon({ text, label, icon = 17, ...props }: { text: string | (() => string); label: string; icon?: number } & ActionIconProps) {
  const { t } = useTranslation("ui");
  const [copied, copy] = useCopying();
  return (
    <ActionIcon {...props} aria-label={copied ? t("copied") : label} title={label} onClick={() => void copy(typeof text === "string" ? text : text())}>
      {copied ? <IconCheck size={icon} stroke={1.7} aria-hidden /> : <IconCopy size={icon} stroke={1.7} aria-hidden />}
    </ActionIcon>
  );
}
