/** Tiers: what the people who have one may use. */

import { Button, TextInput } from "@mantine/core";
import IconGauge from "@tabler/icons-react/dist/esm/icons/IconGauge.mjs";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { type Column, DataTable } from "@/ui/data-table";
import { DialogForm, FormDialog } from "@/ui/dialog-form";
import { EmptyState } from "@/ui/empty-state";
import { formatNumber } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";

import { changed, type Tier, tiersQuery } from "../data";
import classes from "../parts/admin.module.css";
import { titleOf } from "../parts/choices";
import { amount } from "./limits";

export default function Tiers() {
  const { t } = useTranslation("admin");
  const { data, error, refetch } = useQuery(tiersQuery);
  const [making, setMaking] = useState(false);
  const make = <Button onClick={() => setMaking(true)}>{t("tiers.new")}</Button>;
  return (
    <>
      <PageTitle title={t("tiers.title")} description={t("tiers.what")} actions={data?.length ? make : null} />
      <DataTable
        label={t("tiers.title")}
        columns={useColumns()}
        rows={data}
        rowKey={(each) => each.name}
        error={error}
        onRetry={() => void refetch()}
        expected={3}
        empty={<EmptyState icon={IconGauge} title={t("tiers.none")} action={make} />}
      />
      <FormDialog opened={making} onClose={() => setMaking(false)} title={t("tiers.new")}>
        {() => <NewTier onClose={() => setMaking(false)} />}
      </FormDialog>
    </>
  );
}

function useColumns(): Column<Tier>[] {
  const { t } = useTranslation("admin");
  const limit = (tier: Tier, name: string) => {
    const found = tier.limits[name];
    return <span className={classes.figure}>{found === undefined ? t("tiers.unlimited") : amount(name, found)}</span>;
  };
  return [
    {
      key: "name",
      label: t("tier"),
      cell: (each) => (
        <span className={classes.named}>
          <Link to="/tiers/$name" params={{ name: each.name }}>
            {titleOf(each)}
          </Link>
          <span className={classes.aside}>{each.name}</span>
        </span>
      ),
    },
    { key: "accounts", label: t("tiers.accounts"), align: "end", cell: (each) => <span className={classes.figure}>{formatNumber(each.accounts)}</span> },
    { key: "all", label: t("tiers.questions-all"), align: "end", cell: (each) => limit(each, "questions") },
    { key: "day", label: t("tiers.questions-day"), align: "end", cell: (each) => limit(each, "questions_day") },
    { key: "storage", label: t("meter.storage"), align: "end", cell: (each) => limit(each, "storage") },
  ];
}

function NewTier({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("admin");
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [titleEn, setTitleEn] = useState("");
  const [titleKo, setTitleKo] = useState("");
  const make = async () => {
    const made = await unwrap(api.POST("/api/v1/tiers", { body: { name: name.trim(), titleEn: titleEn.trim(), titleKo: titleKo.trim(), position: 100 } }));
    await changed("tiers");
    await navigate({ to: `/tiers/${made.name}` });
  };
  return (
    <DialogForm onClose={onClose} action={t("tiers.make")} onSubmit={make} disabled={!name.trim() || !titleEn.trim() || !titleKo.trim()}>
      <TextInput label={t("tiers.name")} description={t("tiers.name.what")} inputWrapperOrder={["label", "input", "description"]} maxLength={40} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
      <TextInput label={t("tiers.title-ko")} maxLength={100} value={titleKo} onChange={(event) => setTitleKo(event.currentTarget.value)} />
      <TextInput label={t("tiers.title-en")} maxLength={100} value={titleEn} onChange={(event) => setTitleEn(event.currentTarget.value)} />
    </DialogForm>
  );
}
