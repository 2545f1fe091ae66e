/** Budgets: what models may cost in a day or a month, how much of it is used, and what stops at its end. */

import { Button, Progress, Switch } from "@mantine/core";
import IconWallet from "@tabler/icons-react/dist/esm/icons/IconWallet.mjs";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { useHolds, useMe } from "@/shell/session";
import { type Column, DataTable } from "@/ui/data-table";
import { Confirm, FormDialog } from "@/ui/dialog-form";
import { EmptyState } from "@/ui/empty-state";
import { PageTitle } from "@/ui/page-title";
import { Time } from "@/ui/time";

import { type Budget, budgetsQuery, costsChanged, membersQuery, workspacesQuery } from "../data";
import classes from "../parts/models.module.css";
import { CostTabs } from "../parts/tabs";
import { BudgetForm } from "./budget-form";
import { amountOf } from "./money";

export default function Budgets() {
  const { t } = useTranslation("models");
  const operates = useHolds("operate");
  const [everywhere, setEverywhere] = useState(false);
  const { data, error, refetch } = useQuery(budgetsQuery(operates && everywhere));
  const [form, setForm] = useState<{ of?: Budget } | null>(null);
  const [doomed, setDoomed] = useState<Budget | null>(null);
  const whose = useWhose();
  const columns = useColumns(whose, (of) => setForm({ of }), setDoomed);
  const add = <Button onClick={() => setForm({})}>{t("budgets.add")}</Button>;
  return (
    <>
      <PageTitle title={t("budgets.title")} description={t("budgets.what")} actions={data?.length ? add : null} />
      <CostTabs />
      {operates ? (
        <div className={classes.bar}>
          <Switch label={t("everywhere")} checked={everywhere} onChange={(event) => setEverywhere(event.currentTarget.checked)} />
        </div>
      ) : null}
      <DataTable
        label={t("budgets.title")}
        columns={columns}
        rows={data}
        rowKey={(each) => each.id}
        error={error}
        onRetry={() => void refetch()}
        expected={2}
        empty={
          <EmptyState icon={IconWallet} title={t("budgets.none")} action={add}>
            <p>{t("budgets.none.what")}</p>
          </EmptyState>
        }
      />
      <FormDialog opened={form !== null} onClose={() => setForm(null)} title={t(form?.of ? "budgets.change" : "budgets.add")}>
        {() => <BudgetForm budget={form?.of} whose={form?.of ? whose(form.of) : undefined} onClose={() => setForm(null)} />}
      </FormDialog>
      <Confirm
        opened={doomed !== null}
        onClose={() => setDoomed(null)}
        title={t("budgets.remove.title")}
        what={t("budgets.remove.what")}
        action={t("remove")}
        danger
        onConfirm={async () => {
          if (!doomed) return;
          await unwrap(api.DELETE("/api/v1/budgets/{budget_id}", { params: { path: { budget_id: doomed.id } } }));
          await costsChanged();
        }}
      />
    </>
  );
}

/** Whose calls a budget counts, in words. */
function useWhose(): (budget: Budget) => string {
  const { t } = useTranslation("models");
  const me = useMe();
  const members = useQuery(membersQuery).data;
  const workspaces = useQuery(workspacesQuery).data;
  return ({ of, accountId, workspaceId, app }) => {
    const workspace = workspaceId && workspaceId !== me?.workspaceId ? workspaces?.find((each) => each.id === workspaceId)?.name : undefined;
    const elsewhere = workspace ? ` (${workspace})` : "";
    if (accountId) return (members?.find((each) => each.accountId === accountId)?.name || t("budgets.somebody")) + (app ? ` · ${app}` : "") + elsewhere;
    if (of === "app") return t("budgets.of-app", { app: app ?? "" }) + elsewhere;
    return t(of === "service" ? "budgets.of-service" : "budgets.of-workspace") + elsewhere;
  };
}

function useColumns(whose: (budget: Budget) => string, onChange: (budget: Budget) => void, onRemove: (budget: Budget) => void): Column<Budget>[] {
  const { t } = useTranslation("models");
  const operates = useHolds("operate");
  const me = useMe();
  const own = (each: Budget) => each.workspaceId === null || each.workspaceId === me?.workspaceId;
  const may = (each: Budget) => operates || each.setBy === "workspace";
  return [
    {
      key: "of",
      label: t("budgets.of"),
      cell: (each) => (
        <span className={classes.named}>
          <bdi>{whose(each)}</bdi>
          {each.setBy === "operator" && !operates ? <span className={classes.aside}>{t("budgets.by-operator")}</span> : null}
        </span>
      ),
    },
    { key: "amount", label: t("budgets.amount"), cell: (each) => <span className={classes.figure}>{t(`per.${each.period}.${each.meter}`, { amount: amountOf(each, each.amount) })}</span> },
    { key: "used", label: t("budgets.used"), cell: (each) => <Used budget={each} whose={whose(each)} /> },
    { key: "renews", label: t("budgets.renews"), cell: (each) => <Time when={each.resetsAt} /> },
    {
      key: "acts",
      label: t("acts"),
      quiet: true,
      align: "end",
      cell: (each) =>
        may(each) ? (
          <div className={classes.acts}>
            {own(each) ? (
              <Button variant="default" size="compact-sm" onClick={() => onChange(each)} aria-label={t("budgets.change.of", { name: whose(each) })}>
                {t("change")}
              </Button>
            ) : null}
            <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onRemove(each)} aria-label={t("budgets.remove.of", { name: whose(each) })}>
              {t("remove")}
            </Button>
          </div>
        ) : null,
    },
  ];
}

const COLOURS = { open: undefined, warned: "yellow", exceeded: "red" } as const;

function Used({ budget, whose }: { budget: Budget; whose: string }) {
  const { t } = useTranslation("models");
  const share = budget.amount > 0 ? Math.min(1, budget.used / budget.amount) : 1;
  if (!budget.counts) return <span className={classes.aside}>{t("budgets.other-currency")}</span>;
  return (
    <div className={classes.used}>
      <span className={classes.figure}>
        {amountOf(budget, budget.used)}
        {budget.state === "open" ? null : <span className={classes.aside}> {t(`budget.${budget.state}`)}</span>}
      </span>
      <Progress value={share * 100} color={COLOURS[budget.state]} size="sm" aria-label={t("budgets.used.of", { name: whose })} />
    </div>
  );
}
