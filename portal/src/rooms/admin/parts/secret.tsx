/** A link or a key that is shown this once, to be copied. */

import { Button, Code, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { CopyButton } from "@/ui/copy-button";

import classes from "./admin.module.css";

export function Secret({ what, text, onDone }: { what: string; text: string; onDone: () => void }) {
  const { t } = useTranslation("admin");
  return (
    <Stack gap="md">
      <Text>{what}</Text>
      <Code block tabIndex={0} className={classes.secret}>
        {text}
      </Code>
      <Group justify="flex-end">
        <CopyButton text={text} />
        <Button onClick={onDone}>{t("secret.kept")}</Button>
      </Group>
    </Stack>
  );
}
