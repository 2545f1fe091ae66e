/** Copies a text, and says for a moment that it did. */

import { ActionIcon } from "@mantine/core";
import IconCheck from "@tabler/icons-react/dist/esm/icons/IconCheck.mjs";
import IconCopy from "@tabler/icons-react/dist/esm/icons/IconCopy.mjs";
import { useTranslation } from "react-i18next";

import { useCopying } from "@/ui/copying";

export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation("chat");
  const [copied, copy] = useCopying();
  return (
    <ActionIcon aria-label={copied ? t("copied") : label} title={label} onClick={() => void copy(text)}>
      {copied ? <IconCheck size={17} stroke={1.7} /> : <IconCopy size={17} stroke={1.7} />}
    </ActionIcon>
  );
}
