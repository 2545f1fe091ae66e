/** One tier, edited as a form: its titles, limits and features. */

import { Button, Group, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, type Schema, unwrap } from "@/api/client";
import { queryClient } from "@/shell/queries";
import { useNamedTitle } from "@/shell/title";
import { ConfirmByName } from "@/ui/confirm-by-name";
import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";
import { PageTitle } from "@/ui/page-title";

import { changed, type Tier, tierQuery } from "../data";
import classes from "../parts/admin.module.css";
import { titleOf } from "../parts/choices";
import { Features } from "./features";
import { changesOf, typedFrom } from "./limits";
import { LimitFields } from "./limit-fields";

type FeatureChanges = Record<string, boolean | null>;

export default function TierPage() {
  const { t } = useTranslation("admin");
  const { name } = useParams({ strict: false }) as { name: string };
  const { data, error, refetch } = useQuery(tierQuery(name));
  useNamedTitle(data && titleOf(data));
  return (
    <>
      <Text size="sm" mb="xs">
        <Link to="/tiers">{t("tiers.title")}</Link>
      </Text>
      <PageTitle title={data ? titleOf(data) : name} description={data ? t("tiers.used-by", { count: data.accounts }) : null} />
      {data ? <Form key={data.updatedAt} tier={data} /> : error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : <Loading rows={6} height={56} />}
    </>
  );
}

function Form({ tier }: { tier: Tier }) {
  const { t } = useTranslation("admin");
  const [titleEn, setTitleEn] = useState(tier.titleEn);
  const [titleKo, setTitleKo] = useState(tier.titleKo);
  const [position, setPosition] = useState(tier.position);
  const [typed, setTyped] = useState(() => typedFrom(tier.limits));
  const [features, setFeatures] = useState(tier.features);
  const limits = changesOf(tier.limits, typed);
  const featured = featureChanges(tier.features, features);
  const body: Schema<"TierChange"> = {
    ...(titleEn.trim() === tier.titleEn ? {} : { titleEn: titleEn.trim() }),
    ...(titleKo.trim() === tier.titleKo ? {} : { titleKo: titleKo.trim() }),
    ...(position === tier.position ? {} : { position }),
    ...(Object.keys(limits).length ? { limits: limits as Schema<"TierChange">["limits"] } : {}),
    ...(Object.keys(featured).length ? { features: featured } : {}),
  };
  const save = useMutation({
    mutationFn: () => unwrap(api.PATCH("/api/v1/tiers/{name}", { params: { path: { name: tier.name } }, body })),
    onSuccess: async (now) => {
      queryClient.setQueryData(["admin", "tier-saved", tier.name], now.updatedAt);
      queryClient.setQueryData(tierQuery(tier.name).queryKey, now);
      await changed("tiers");
    },
  });
  const justSaved = queryClient.getQueryData(["admin", "tier-saved", tier.name]) === tier.updatedAt;
  const other = Object.keys(body).length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (other) save.mutate();
  };
  return (
    <>
      <form onSubmit={submit}>
        <section className={classes.section}>
          <h2>{t("tiers.limits")}</h2>
          <p>{t("tiers.limits.what")}</p>
          <LimitFields typed={typed} onType={(name, value) => setTyped({ ...typed, [name]: value })} />
        </section>
        <section className={classes.section}>
          <h2>{t("tiers.features")}</h2>
          <p>{t("tiers.features.what")}</p>
          <Features features={features} onChange={setFeatures} />
        </section>
        <section className={classes.section}>
          <h2>{t("tiers.titles")}</h2>
          <p>{t("tiers.titles.what")}</p>
          <Stack gap="md" className={classes.form}>
            <TextInput label={t("tiers.title-ko")} maxLength={100} value={titleKo} onChange={(event) => setTitleKo(event.currentTarget.value)} />
            <TextInput label={t("tiers.title-en")} maxLength={100} value={titleEn} onChange={(event) => setTitleEn(event.currentTarget.value)} />
            <NumberInput size="md" label={t("tiers.position")} description={t("tiers.position.what")} inputWrapperOrder={["label", "input", "description"]} min={0} max={1_000_000} allowDecimal={false} value={position} onChange={(value) => setPosition(Number(value) || 0)} />
          </Stack>
        </section>
        {save.error ? <ErrorNote error={save.error} /> : null}
        <Group mt="md">
          <Button type="submit" loading={save.isPending} disabled={!other || !titleEn.trim() || !titleKo.trim()}>
            {t("save")}
          </Button>
          <Text role="status" c="dimmed">
            {!other && justSaved ? t("tiers.saved") : ""}
          </Text>
        </Group>
      </form>
      <Delete tier={tier} />
    </>
  );
}

function featureChanges(before: Record<string, boolean>, after: Record<string, boolean>): FeatureChanges {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries([...names].filter((name) => before[name] !== after[name]).map((name) => [name, after[name] ?? null]));
}

function Delete({ tier }: { tier: Tier }) {
  const { t } = useTranslation("admin");
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  return (
    <section className={classes.section}>
      <h2>{t("tiers.delete")}</h2>
      <p>{t("tiers.delete.what")}</p>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t("tiers.delete")}
      </Button>
      <ConfirmByName
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("tiers.delete")}
        what={t("tiers.delete.what")}
        name={tier.name}
        action={t("delete")}
        onConfirm={async () => {
          await unwrap(api.DELETE("/api/v1/tiers/{name}", { params: { path: { name: tier.name } } }));
          await navigate({ to: "/tiers" });
          await changed("tiers");
        }}
      />
    </section>
  );
}
