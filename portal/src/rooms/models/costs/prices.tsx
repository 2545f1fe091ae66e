/** What models cost, model by model or for many at once; and those that are called without anybody having said it. */

import { Button } from "@mantine/core";
import IconReceiptDollar from "@tabler/icons-react/dist/esm/icons/IconReceiptDollar.mjs";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, type Schema, unwrap } from "@/api/client";
import { type Column, DataTable } from "@/ui/data-table";
import { Confirm, FormDialog } from "@/ui/dialog-form";
import { EmptyState } from "@/ui/empty-state";
import { formatMoney } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";
import { Time } from "@/ui/time";

import { costsChanged, type Price, pricesQuery } from "../data";
import classes from "../parts/models.module.css";
import { CostTabs } from "../parts/tabs";
import { isIdle } from "./patterns";
import { type Beginning, PriceForm } from "./price-form";

export default function Prices() {
  const { t } = useTranslation("models");
  const { data, error, refetch } = useQuery(pricesQuery);
  const [form, setForm] = useState<Beginning | null>(null);
  const [doomed, setDoomed] = useState<Price | null>(null); // stays while the dialog closes, whose words are about it
  const [asking, setAsking] = useState(false);
  const withdraws = doomed !== null && isToCome(doomed, data?.currency);
  const columns = useColumns(data?.currency, setForm, (price) => {
    setDoomed(price);
    setAsking(true);
  });
  const add = <Button onClick={() => setForm({ provider: "", model: "" })}>{t("prices.add")}</Button>;
  const rows = data?.items.filter((each) => !isIdle(each, data.items));
  return (
    <>
      <PageTitle title={t("prices.title")} description={t("prices.what")} actions={rows?.length ? add : null} />
      <CostTabs />
      {data?.unknown.length ? <Unknown models={data.unknown} onSet={setForm} /> : null}
      <DataTable
        label={t("prices.title")}
        columns={columns}
        rows={rows}
        rowKey={(each) => `${each.provider}/${each.model} ${each.validFrom}`}
        error={error}
        onRetry={() => void refetch()}
        expected={3}
        empty={
          <EmptyState icon={IconReceiptDollar} title={t("prices.none")} action={add}>
            <p>{t("prices.none.what")}</p>
          </EmptyState>
        }
      />
      <FormDialog opened={form !== null} onClose={() => setForm(null)} title={t("prices.form")}>
        {() => (form ? <PriceForm begin={form} currency={data?.currency ?? "USD"} onClose={() => setForm(null)} /> : null)}
      </FormDialog>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t(withdraws ? "prices.withdraw.title" : "prices.remove.title")}
        what={t(withdraws ? "prices.withdraw.what" : "prices.remove.what")}
        action={t(withdraws ? "prices.withdraw" : "remove")}
        danger
        onConfirm={async () => {
          if (!doomed) return;
          const { id, provider, model } = doomed;
          if (withdraws) await unwrap(api.DELETE("/api/v1/prices/{price_id}", { params: { path: { price_id: id } } }));
          else await unwrap(api.PUT("/api/v1/prices", { body: { provider, model, perMillionRead: null, perMillionWritten: null, perHour: null } }));
          await costsChanged();
        }}
      />
    </>
  );
}

function Unknown({ models, onSet }: { models: Schema<"UnpricedOut">[]; onSet: (begin: Beginning) => void }) {
  const { t } = useTranslation("models");
  return (
    <section className={classes.note} aria-label={t("prices.unknown")}>
      <p>{t("prices.unknown.what")}</p>
      <ul className={classes.unknown}>
        {models.map((each) => (
          <li key={`${each.provider}/${each.model}`}>
            <span className={classes.named}>
              <bdi>{each.model}</bdi>
              <span className={classes.aside}>{`${each.provider} · ${t("calls", { count: each.calls })}`}</span>
            </span>
            <Button variant="default" size="compact-sm" onClick={() => onSet(each)} aria-label={t("prices.set.of", { name: each.model })}>
              {t("prices.set")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useColumns(currency: string | undefined, onChange: (price: Beginning) => void, onRemove: (price: Price) => void): Column<Price>[] {
  const { t } = useTranslation("models");
  const money = (amount: number | null, currency: string) => <span className={classes.figure}>{amount === null ? "–" : formatMoney(amount, currency)}</span>;
  const nameOf = ({ provider, model }: Price) => `${provider}/${model}`;
  return [
    {
      key: "model",
      label: t("model"),
      cell: (each) => (
        <span className={classes.named}>
          <bdi>{each.model === "*" ? t("prices.every") : each.model}</bdi>
          <span className={classes.aside}>{each.provider === "*" ? t("prices.every-provider") : each.provider}</span>
        </span>
      ),
    },
    { key: "read", label: t("price.read"), align: "end", cell: (each) => money(each.perMillionRead, each.currency) },
    { key: "written", label: t("price.written"), align: "end", cell: (each) => money(each.perMillionWritten, each.currency) },
    { key: "hour", label: t("price.hour"), align: "end", cell: (each) => money(each.perHour, each.currency) },
    { key: "since", label: t("price.since"), cell: (each) => <Since price={each} currency={currency} /> },
    {
      key: "acts",
      label: t("acts"),
      quiet: true,
      align: "end",
      cell: (each) => (
        <div className={classes.acts}>
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => onChange({ ...each, validFrom: isToCome(each, currency) ? each.validFrom : undefined })}
            aria-label={t("prices.change.of", { name: nameOf(each) })}
          >
            {t("change")}
          </Button>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            onClick={() => onRemove(each)}
            aria-label={t(isToCome(each, currency) ? "prices.withdraw.of" : "prices.remove.of", { name: nameOf(each) })}
          >
            {t(isToCome(each, currency) ? "prices.withdraw" : "remove")}
          </Button>
        </div>
      ),
    },
  ];
}

/** Such a price is changed in its place: another one from now on would say nothing of it. */
const isToCome = (price: Price, currency: string | undefined) => !price.inForce && price.currency === currency;

function Since({ price, currency }: { price: Price; currency?: string }) {
  const { t } = useTranslation("models");
  return (
    <span className={classes.named}>
      <Time when={price.validFrom} as="day" />
      {price.inForce ? null : <span className={classes.aside}>{t(isToCome(price, currency) ? "price.to-come" : "price.other-currency")}</span>}
    </span>
  );
}
