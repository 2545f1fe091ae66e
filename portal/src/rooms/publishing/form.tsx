/** The form of a publication: what it answers from, how it looks, where it shows, and how much it may be asked. */

import { Button, Checkbox, ColorInput, Fieldset, Group, NumberInput, SegmentedControl, Select, Stack, Switch, Text, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";

import type { Draft } from "./draft";
import { type Collection, collectionsQuery } from "./queries";

interface Properties {
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
}

export function What({ draft, onChange }: Properties) {
  const { t } = useTranslation("publishing");
  return (
    <Section title={t("form.what")}>
      <TextInput label={t("name")} description={t("form.name-what")} required maxLength={80} value={draft.name} onChange={(event) => onChange({ name: event.currentTarget.value })} />
      <Collections draft={draft} onChange={onChange} />
      <Textarea label={t("form.greeting")} autosize minRows={2} maxLength={500} value={draft.greeting} onChange={(event) => onChange({ greeting: event.currentTarget.value })} />
      <Textarea label={t("form.suggestions")} description={t("form.suggestions-what")} autosize minRows={2} value={draft.suggestions} onChange={(event) => onChange({ suggestions: event.currentTarget.value })} />
    </Section>
  );
}

function Collections({ draft, onChange }: Properties) {
  const { t } = useTranslation("publishing");
  const read = useQuery(collectionsQuery);
  if (read.error) return <ErrorNote error={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data) return <Loading rows={2} height={32} />;
  return (
    <Checkbox.Group label={t("form.collections")} description={t("form.collections-what")} value={draft.collectionIds} onChange={(collectionIds) => onChange({ collectionIds })}>
      <Stack gap="xs" mt="xs">
        {read.data.items.length === 0 ? <Text size="sm">{t("form.no-collections")}</Text> : null}
        {read.data.items.map((each) => (
          <Choice key={each.id} collection={each} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

function Choice({ collection }: { collection: Collection }) {
  const { t } = useTranslation("publishing");
  const client = useQueryClient();
  const open = useMutation({
    mutationFn: () => unwrap(api.PATCH("/api/v1/collections/{collection_id}", { params: { path: { collection_id: collection.id } }, body: { access: "public" } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["collections"] }),
  });
  const closed = collection.access !== "public";
  return (
    <div>
      <Group gap="sm">
        <Checkbox value={collection.id} label={collection.name} disabled={closed} />
        {closed ? (
          <Button size="compact-xs" variant="default" loading={open.isPending} onClick={() => open.mutate()} aria-label={t("form.make-public", { name: collection.name })}>
            {t("form.open")}
          </Button>
        ) : null}
      </Group>
      {closed ? (
        <Text size="xs" c="dimmed" ml={30}>
          {t("form.closed")}
        </Text>
      ) : null}
      {open.error ? <ErrorNote error={open.error} /> : null}
    </div>
  );
}

export function Looks({ draft, onChange, children }: Properties & { children?: ReactNode }) {
  const { t } = useTranslation("publishing");
  return (
    <Section title={t("form.looks")}>
      <Choose label={t("form.face")} value={draft.face} data={(["chat", "book", "person", "star"] as const).map((value) => ({ value, label: t(`face.${value}`) }))} onChange={(face) => onChange({ face: face as Draft["face"] })} />
      {children}
      <ColorInput withEyeDropper={false} label={t("form.accent")} format="hex" value={draft.accent} onChange={(accent) => onChange({ accent })} />
      <Choose label={t("form.scheme")} value={draft.scheme} data={(["auto", "light", "dark"] as const).map((value) => ({ value, label: t(`scheme.${value}`) }))} onChange={(scheme) => onChange({ scheme: scheme as Draft["scheme"] })} />
      <Choose
        label={t("form.languages")}
        value={draft.languages.length === 2 ? "both" : (draft.languages[0] ?? "both")}
        data={(["both", "ko", "en"] as const).map((value) => ({ value, label: t(`language.${value}`) }))}
        onChange={(chosen) => onChange({ languages: chosen === "both" ? ["ko", "en"] : [chosen as "ko" | "en"] })}
      />
    </Section>
  );
}

export function Where({ draft, onChange }: Properties) {
  const { t } = useTranslation("publishing");
  return (
    <Section title={t("form.where")}>
      <Switch label={t("form.widget")} description={t("form.widget-what")} checked={draft.widget} onChange={(event) => onChange({ widget: event.currentTarget.checked })} />
      {draft.widget ? (
        <Textarea label={t("form.origins")} description={t("form.origins-what")} placeholder="https://blog.example.org" autosize minRows={2} value={draft.origins} onChange={(event) => onChange({ origins: event.currentTarget.value })} />
      ) : null}
      <Switch label={t("form.page")} description={t("form.page-what")} checked={draft.page} onChange={(event) => onChange({ page: event.currentTarget.checked })} />
      {draft.page ? (
        <>
          <TextInput label={t("form.slug")} description={t("form.slug-what")} leftSection="/p/" leftSectionWidth={40} maxLength={60} value={draft.slug} onChange={(event) => onChange({ slug: event.currentTarget.value.toLowerCase() })} />
          <Select
            label={t("form.crawlers")}
            description={t("form.crawlers-what")}
            allowDeselect={false}
            data={(["none", "search", "all"] as const).map((value) => ({ value, label: t(`crawlers.${value}`) }))}
            value={draft.crawlers}
            onChange={(crawlers) => crawlers && onChange({ crawlers: crawlers as Draft["crawlers"] })}
          />
        </>
      ) : null}
    </Section>
  );
}

export function Limits({ draft, onChange }: Properties) {
  const { t } = useTranslation("publishing");
  return (
    <Section title={t("form.limits")}>
      <NumberInput label={t("form.per-day")} description={t("form.per-day-what")} min={1} max={1_000_000} allowDecimal={false} value={draft.questionsPerDay} onChange={(value) => onChange({ questionsPerDay: typeof value === "number" ? value : 1 })} />
      <TextInput label={t("form.tier")} description={t("form.tier-what")} maxLength={100} value={draft.tier} onChange={(event) => onChange({ tier: event.currentTarget.value })} />
    </Section>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Fieldset legend={title}>
      <Stack gap="md">{children}</Stack>
    </Fieldset>
  );
}

function Choose({ label, value, data, onChange }: { label: string; value: string; data: { value: string; label: string }[]; onChange: (value: string) => void }) {
  return (
    <div>
      <Text size="sm" fw={500} component="p" mb={4}>
        {label}
      </Text>
      <SegmentedControl aria-label={label} value={value} onChange={onChange} data={data} />
    </div>
  );
}
