/** Set a budget: of whom, money or tokens, for a day or a month, how much. */

import { NativeSelect, NumberInput, SegmentedControl, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { useHolds } from "@/shell/session";
import { DialogForm } from "@/ui/dialog-form";

import { type Budget, costsChanged, membersQuery } from "../data";
import classes from "../parts/models.module.css";

const MOST = 10 ** 12;
const SCOPES = ["workspace", "person", "app", "service"] as const;
type Scope = (typeof SCOPES)[number];

export function BudgetForm({ budget, whose, onClose }: { budget?: Budget; whose?: string; onClose: () => void }) {
  const { t } = useTranslation("models");
  const operates = useHolds("operate");
  const members = useQuery(membersQuery).data ?? [];
  const [scope, setScope] = useState<Scope>("workspace");
  const [person, setPerson] = useState("");
  const [app, setApp] = useState("");
  const [meter, setMeter] = useState<Budget["meter"]>(budget?.meter ?? "money");
  const [period, setPeriod] = useState<Budget["period"]>(budget?.period ?? "month");
  const [amount, setAmount] = useState<number | "">(budget?.amount ?? "");
  const enough = amount !== "" && (scope !== "person" || person) && (scope !== "app" || app.trim());

  async function save() {
    const conditions = budget
      ? { everywhere: budget.workspaceId === null, accountId: budget.accountId, app: budget.app, timeZone: budget.timeZone }
      : { everywhere: scope === "service", accountId: scope === "person" ? person : null, app: scope === "app" ? app.trim() : null };
    await unwrap(api.PUT("/api/v1/budgets", { body: { meter, period, amount: Number(amount), ...conditions } }));
    await costsChanged();
  }

  const people = [{ value: "", label: t("budgets.choose") }, ...members.map((each) => ({ value: each.accountId, label: each.name || each.email || each.accountId }))];
  return (
    <DialogForm onClose={onClose} action={t(budget ? "save" : "budgets.set")} onSubmit={save} disabled={!enough}>
      {budget ? (
        <p>{whose}</p>
      ) : (
        <NativeSelect
          size="md"
          label={t("budgets.of")}
          data={SCOPES.filter((each) => each !== "service" || operates).map((value) => ({ value, label: t(`scope.${value}`) }))}
          value={scope}
          onChange={(event) => setScope(event.currentTarget.value as Scope)}
        />
      )}
      {scope === "person" ? <NativeSelect size="md" label={t("scope.person")} data={people} value={person} onChange={(event) => setPerson(event.currentTarget.value)} /> : null}
      {scope === "app" ? <TextInput label={t("scope.app")} description={t("scope.app.what")} inputWrapperOrder={["label", "input", "description"]} maxLength={100} value={app} onChange={(event) => setApp(event.currentTarget.value)} /> : null}
      {budget ? null : (
        <div className={classes.choices}>
          <SegmentedControl aria-label={t("budgets.meter")} data={(["money", "tokens"] as const).map((value) => ({ value, label: t(`meter.${value}`) }))} value={meter} onChange={setMeter} />
          <SegmentedControl aria-label={t("budgets.period")} data={(["month", "day"] as const).map((value) => ({ value, label: t(`period.${value}`) }))} value={period} onChange={setPeriod} />
        </div>
      )}
      <NumberInput
        size="md"
        label={t(`amount.${meter}`)}
        description={t("amount.what")}
        inputWrapperOrder={["label", "input", "description"]}
        min={0}
        max={MOST}
        hideControls
        allowNegative={false}
        allowDecimal={meter === "money"}
        thousandSeparator=","
        value={amount}
        onChange={(value) => setAmount(value === "" ? "" : Number(value))}
      />
    </DialogForm>
  );
}
