/** Features of a tier: names that the parts of the service know, on or off. */

import { ActionIcon, Button, Group, Stack, Switch, Text, TextInput } from "@mantine/core";
import IconX from "@tabler/icons-react/dist/esm/icons/IconX.mjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";

const NAME = /^[a-z][a-z0-9_-]{0,39}$/;

export function Features({ features, onChange }: { features: Record<string, boolean>; onChange: (features: Record<string, boolean>) => void }) {
  const { t } = useTranslation("admin");
  const [name, setName] = useState("");
  const names = Object.keys(features).toSorted();
  const wrong = name !== "" && !NAME.test(name);
  const without = (gone: string) => Object.fromEntries(Object.entries(features).filter(([each]) => each !== gone));
  return (
    <Stack gap="sm">
      {names.length ? null : <Text c="dimmed">{t("tiers.features.none")}</Text>}
      {names.map((each) => (
        <Group key={each} gap="sm">
          <Switch label={each} checked={features[each] ?? false} onChange={(event) => onChange({ ...features, [each]: event.currentTarget.checked })} />
          <ActionIcon aria-label={t("tiers.features.remove", { name: each })} onClick={() => onChange(without(each))}>
            <IconX size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Group align="flex-end" gap="sm">
        <TextInput size="sm" label={t("tiers.features.name")} maxLength={40} value={name} error={wrong ? t("tiers.name.what") : undefined} onChange={(event) => setName(event.currentTarget.value)} />
        <Button variant="default" disabled={!NAME.test(name)} onClick={() => [onChange({ ...features, [name]: true }), setName("")]}>
          {t("tiers.features.add")}
        </Button>
      </Group>
    </Stack>
  );
}
