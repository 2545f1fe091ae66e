/** A link or a key that is shown this once, to be copied. */

import { Button, Code, CopyButton, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

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
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? t("copied") : t("copy")}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onDone}>{t("secret.kept")}</Button>
      </Group>
    </Stack>
  );
}
