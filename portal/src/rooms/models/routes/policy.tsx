/** Which label of a collection lets its passages go to which model: one table of everything that reads text. */

import { Anchor, NativeSelect } from "@mantine/core";
import IconCheck from "@tabler/icons-react/dist/esm/icons/IconCheck.mjs";
import IconMinus from "@tabler/icons-react/dist/esm/icons/IconMinus.mjs";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Trans, useTranslation } from "react-i18next";

import { api, type Schema, unwrap } from "@/api/client";
import { proving } from "@/shell/step-up";
import { DataTable } from "@/ui/data-table";
import { Confirm } from "@/ui/dialog-form";
import { ErrorNote } from "@/ui/error-note";
import { PageTitle } from "@/ui/page-title";

import { covers, modelsChanged, providersQuery, SENSITIVITIES, type Sensitivity } from "../data";
import { mended } from "../parts/mend";
import classes from "../parts/models.module.css";
import { ModelTabs } from "../parts/tabs";
import { addressOf } from "../providers/kinds";

interface Place {
  key: string;
  name: string;
  aside: string;
  clearance: Sensitivity;
  /** Where it is said: the operator's list can be changed here; what is inside of the service sends nothing anywhere. */
  said: "list" | "settings" | "inside";
}

interface Wish {
  place: Place;
  clearance: Sensitivity;
}

export default function Policy() {
  const { t } = useTranslation("models");
  const { data, error, refetch } = useQuery(providersQuery);
  const [raising, setRaising] = useState<Wish | null>(null);
  const places = usePlaces(data);
  const change = useMutation({
    mutationFn: async ({ place, clearance }: Wish) => {
      try {
        await proving(() => unwrap(api.PATCH("/api/v1/providers/{name}", { params: { path: { name: place.name } }, body: { clearance, unchecked: false } })));
      } catch (failure) {
        throw mended(failure, t);
      }
    },
    onSuccess: modelsChanged,
  });
  const wish = (place: Place, clearance: Sensitivity) => (covers(place.clearance, clearance) ? change.mutate({ place, clearance }) : setRaising({ place, clearance }));
  return (
    <>
      <PageTitle title={t("policy.title")} description={t("policy.what")} />
      <ModelTabs />
      {change.error ? <ErrorNote error={change.error} /> : null}
      <DataTable<Place>
        label={t("policy.title")}
        rows={places}
        rowKey={(each) => each.key}
        error={error}
        onRetry={() => void refetch()}
        expected={3}
        empty={null}
        columns={[
          { key: "name", label: t("provider"), cell: placeName },
          ...SENSITIVITIES.map((label) => ({ key: label, label: t(`label.${label}`), cell: (place: Place) => <Verdict may={covers(place.clearance, label)} /> })),
          { key: "up-to", label: t("policy.up-to"), width: "11rem", cell: (place) => <UpToChoice place={place} busy={change.isPending} onWish={(clearance) => wish(place, clearance)} /> },
        ]}
      />
      <section className={classes.section}>
        <h2>{t("policy.labels")}</h2>
        <p>
          <Trans i18nKey="policy.labels.what" ns="models" components={{ place: <Anchor component={Link} to="/collections" /> }} />
        </p>
      </section>
      <Confirm
        opened={raising !== null}
        onClose={() => setRaising(null)}
        title={t("policy.raise.title")}
        what={raising ? t("policy.raise.what", { name: raising.place.name, address: raising.place.aside, label: t(`label.${raising.clearance}`) }) : ""}
        action={t("policy.raise")}
        onConfirm={async () => {
          if (raising) await change.mutateAsync(raising);
        }}
      />
    </>
  );
}

function usePlaces(data: Schema<"ProvidersOut"> | undefined): Place[] | undefined {
  const { t } = useTranslation("models");
  if (!data) return undefined;
  const listed = data.providers.map((each) => ({ key: each.name, name: each.name, aside: addressOf(each.address), clearance: each.clearance, said: "list" as const }));
  const installed = data.items.flatMap(({ role, kind, model, address, clearance }) =>
    clearance ? [{ key: `${role} ${kind}`, name: model ?? kind, aside: `${t(`role.${role}`)} · ${address ? addressOf(address) : t("installed.inside")}`, clearance, said: address ? ("settings" as const) : ("inside" as const) }] : [],
  );
  return [...listed, ...installed];
}

const placeName = (place: Place) => (
  <span className={classes.named}>
    <bdi>{place.name}</bdi>
    <span className={classes.aside}>{place.aside}</span>
  </span>
);

function Verdict({ may }: { may: boolean }) {
  const { t } = useTranslation("models");
  const Sign = may ? IconCheck : IconMinus;
  return (
    <span className={may ? classes.yes : classes.no}>
      <Sign size={19} stroke={may ? 2.2 : 1.6} aria-hidden />
      <span className={classes.unseen}>{t(may ? "policy.yes" : "policy.no")}</span>
    </span>
  );
}

function UpToChoice({ place, busy, onWish }: { place: Place; busy: boolean; onWish: (clearance: Sensitivity) => void }) {
  const { t } = useTranslation("models");
  if (place.said !== "list") return <span className={classes.aside}>{t(place.said === "settings" ? "policy.settings" : "policy.inside")}</span>;
  return (
    <NativeSelect
      aria-label={t("policy.up-to.of", { name: place.name })}
      data={SENSITIVITIES.map((value) => ({ value, label: t(`up-to.${value}`) }))}
      value={place.clearance}
      disabled={busy}
      onChange={(event) => onWish(event.currentTarget.value as Sensitivity)}
    />
  );
}
