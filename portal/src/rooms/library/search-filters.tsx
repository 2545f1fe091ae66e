/** Where is searched: some collections, and documents of which something was said when they were added. */

import { Button, MultiSelect, Popover, Stack, TextInput } from "@mantine/core";
import IconAdjustments from "@tabler/icons-react/dist/esm/icons/IconAdjustments.mjs";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { useHolds } from "@/shell/session";
import { formatNumber } from "@/ui/format";

import { collectionsQuery } from "./data";
import classes from "./library.module.css";
import type { Asked } from "./search-asked";

export function SearchFilters({ asked, onChange }: { asked: Asked; onChange: (what: Partial<Asked>) => void }) {
  const { t } = useTranslation("library");
  const reads = useHolds("documents:read");
  const { data } = useQuery({ ...collectionsQuery, enabled: reads });
  const chosen = asked.collections.length + Object.keys(asked.filters).length;
  return (
    <Popover position="bottom-start" width={340} trapFocus shadow="md" radius="md">
      <Popover.Target>
        <Button size="xs" variant={chosen ? "light" : "default"} leftSection={<IconAdjustments size={16} aria-hidden />}>
          {chosen ? t("filters.chosen", { count: chosen, number: formatNumber(chosen) }) : t("filters")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="md">
          <MultiSelect
            label={t("filters.collections")}
            placeholder={asked.collections.length ? undefined : t("filters.all")}
            data={data?.map((each) => ({ value: each.id, label: each.name })) ?? []}
            value={asked.collections}
            onChange={(collections) => onChange({ collections })}
            comboboxProps={{ withinPortal: false }}
            searchable
            clearable
          />
          <Metadata filters={asked.filters} onChange={(filters) => onChange({ filters })} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Metadata({ filters, onChange }: { filters: Asked["filters"]; onChange: (filters: Asked["filters"]) => void }) {
  const { t } = useTranslation("library");
  const [name, setName] = useState("");
  const [value, setValue] = useState("");
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim()) return;
    onChange({ ...filters, [name.trim()]: value.trim() });
    setName("");
    setValue("");
  };
  return (
    <form onSubmit={add} className={classes.metadata}>
      <p>{t("filters.metadata")}</p>
      {Object.entries(filters).map(([key, wanted]) => (
        <Button
          key={key}
          size="compact-sm"
          variant="light"
          type="button"
          aria-label={t("filters.remove", { name: key })}
          onClick={() => onChange(Object.fromEntries(Object.entries(filters).filter(([each]) => each !== key)))}
        >
          <bdi>
            {key} = {wanted} ×
          </bdi>
        </Button>
      ))}
      <div className={classes.metadataRow}>
        <TextInput size="sm" aria-label={t("filters.name")} placeholder={t("filters.name")} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={200} />
        <TextInput size="sm" aria-label={t("filters.value")} placeholder={t("filters.value")} value={value} onChange={(event) => setValue(event.currentTarget.value)} maxLength={200} />
        <Button size="sm" type="submit" variant="default" disabled={!name.trim()}>
          {t("filters.add")}
        </Button>
      </div>
    </form>
  );
}
