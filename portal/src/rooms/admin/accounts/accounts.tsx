/** The accounts of the whole service: found, approved, suspended, given tiers and roles. */

import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import IconIdBadge2 from "@tabler/icons-react/dist/esm/icons/IconIdBadge2.mjs";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useHolds } from "@/shell/session";
import { type Column, DataTable } from "@/ui/data-table";
import { FormDialog } from "@/ui/dialog-form";
import { EmptyState } from "@/ui/empty-state";
import { PageTitle } from "@/ui/page-title";
import { State } from "@/ui/state";
import { Time } from "@/ui/time";

import { type Account, accountsQuery, type AccountSearch, asking, flat } from "../data";
import classes from "../parts/admin.module.css";
import { titleOf, useTiers } from "../parts/choices";
import { Tabs } from "../parts/tabs";
import { Who } from "../parts/who";
import { AccountDetails } from "./account-details";
import { NewAccount } from "./new-account";
import { TONES } from "./states";

const STATES = ["active", "waiting", "pending", "suspended"];
const KINDS = ["person", "guest", "service"];
const TYPING_MS = 250;

export default function Accounts() {
  const { t } = useTranslation("admin");
  const asked = useSearch({ strict: false }) as AccountSearch;
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(accountsQuery(asked));
  const [shown, setShown] = useState<Account | null>(null);
  const [making, setMaking] = useState(false);
  const rows = flat(data);
  return (
    <>
      <PageTitle title={t("accounts.title")} description={t("accounts.what")} actions={<Button onClick={() => setMaking(true)}>{t("accounts.new")}</Button>} />
      <Tabs of="accounts" />
      <Filters asked={asked} />
      <DataTable
        label={t("accounts.title")}
        columns={useColumns(setShown)}
        rows={rows}
        rowKey={(each) => each.id}
        error={error}
        onRetry={() => void refetch()}
        onMore={hasNextPage ? () => void fetchNextPage() : undefined}
        moreBusy={isFetchingNextPage}
        empty={
          <EmptyState icon={IconIdBadge2} title={t("accounts.none")}>
            {t("accounts.none.what")}
          </EmptyState>
        }
      />
      <FormDialog opened={making} onClose={() => setMaking(false)} title={t("accounts.new")}>
        {() => <NewAccount onClose={() => setMaking(false)} />}
      </FormDialog>
      <FormDialog opened={shown !== null} onClose={() => setShown(null)} title={shown?.name || shown?.email || t("nameless")} size="lg">
        {() => (shown ? <AccountDetails account={shown} onClose={() => setShown(null)} /> : null)}
      </FormDialog>
    </>
  );
}

function Filters({ asked }: { asked: AccountSearch }) {
  const { t } = useTranslation("admin");
  const navigate = useNavigate();
  const [typed, setTyped] = useState(asked.query ?? "");
  const ask = (change: AccountSearch) => void navigate({ to: "/accounts", search: asking(change), replace: true });
  const later = useDebouncedCallback((query: string) => ask({ query }), TYPING_MS);
  return (
    <search className={classes.bar}>
      <TextInput
        className={classes.grow}
        size="sm"
        label={t("search")}
        placeholder={t("accounts.search")}
        maxLength={200}
        value={typed}
        onChange={(event) => [setTyped(event.currentTarget.value), later(event.currentTarget.value.trim())]}
      />
      <NativeSelect
        label={t("state")}
        data={[{ value: "", label: t("all") }, ...STATES.map((value) => ({ value, label: t(`account.state.${value}`) }))]}
        value={asked.state ?? ""}
        onChange={(event) => ask({ state: event.currentTarget.value })}
      />
      <NativeSelect
        label={t("kind")}
        data={[{ value: "", label: t("all") }, ...KINDS.map((value) => ({ value, label: t(`account.kind.${value}`) }))]}
        value={asked.kind ?? ""}
        onChange={(event) => ask({ kind: event.currentTarget.value })}
      />
    </search>
  );
}

function useColumns(onShow: (account: Account) => void): Column<Account>[] {
  const { t } = useTranslation("admin");
  const tiers = useTiers();
  const seesTiers = useHolds("tiers");
  const tierOf = (name: string) => {
    const known = seesTiers ? tiers.find((tier) => tier.name === name) : undefined;
    return known ? titleOf(known) : name;
  };
  return [
    { key: "name", label: t("name"), cell: (each) => <Who name={each.name} aside={each.email} /> },
    { key: "state", label: t("state"), cell: (each) => <State tone={TONES[each.state] ?? "quiet"} text={t(`account.state.${each.state}`)} /> },
    { key: "tier", label: t("tier"), cell: (each) => tierOf(each.tier) },
    {
      key: "roles",
      label: t("accounts.service-role"),
      cell: (each) => (each.kind === "person" ? each.platformRoles.map((role) => t(`platform-role.${role}`)).join(", ") || "–" : t(`account.kind.${each.kind}`)),
    },
    { key: "seen", label: t("accounts.seen"), cell: (each) => (each.lastSeenAt ? <Time when={each.lastSeenAt} /> : t("accounts.never-seen")) },
    {
      key: "acts",
      label: t("acts"),
      quiet: true,
      align: "end",
      cell: (each) => (
        <Button variant="default" size="compact-sm" onClick={() => onShow(each)} aria-label={t("manage.of", { name: each.name || each.email || each.id })}>
          {t("manage")}
        </Button>
      ),
    },
  ];
}
