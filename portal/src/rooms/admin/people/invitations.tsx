/** Invitations: who may come in by which link, how often, until when; made, and withdrawn. */

import { Alert, Anchor, Button } from "@mantine/core";
import IconMailPlus from "@tabler/icons-react/dist/esm/icons/IconMailPlus.mjs";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { useHolds } from "@/shell/session";
import { type Column, DataTable } from "@/ui/data-table";
import { Confirm, FormDialog } from "@/ui/dialog-form";
import { EmptyState } from "@/ui/empty-state";
import { formatNumber } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";
import { State } from "@/ui/state";
import { Time } from "@/ui/time";

import { changed, flat, type Invitation, invitationsQuery, signUpQuery } from "../data";
import { titleOf, useTiers } from "../parts/choices";
import { Tabs } from "../parts/tabs";
import { Who } from "../parts/who";
import { NewInvitation } from "./new-invitation";

export default function Invitations() {
  const { t } = useTranslation("admin");
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(invitationsQuery);
  const [making, setMaking] = useState(false);
  const [doomed, setDoomed] = useState<Invitation | null>(null);
  const rows = flat(data);
  const make = (
    <Button leftSection={<IconMailPlus size={18} stroke={1.7} />} onClick={() => setMaking(true)}>
      {t("invite")}
    </Button>
  );
  return (
    <>
      <PageTitle title={t("invitations.title")} description={t("invitations.what")} actions={rows?.length ? make : null} />
      <Tabs of="people" />
      <Shut />
      <DataTable
        label={t("invitations.title")}
        columns={useColumns(setDoomed)}
        rows={rows}
        rowKey={(each) => each.id}
        error={error}
        onRetry={() => void refetch()}
        onMore={hasNextPage ? () => void fetchNextPage() : undefined}
        moreBusy={isFetchingNextPage}
        empty={
          <EmptyState icon={IconMailPlus} title={t("invitations.none")} action={make}>
            {t("invitations.none.what")}
          </EmptyState>
        }
      />
      <FormDialog opened={making} onClose={() => setMaking(false)} title={t("invite")} size="lg">
        {() => <NewInvitation onClose={() => setMaking(false)} />}
      </FormDialog>
      <Confirm
        opened={doomed !== null}
        onClose={() => setDoomed(null)}
        title={t("invitations.revoke.title")}
        what={t("invitations.revoke.what")}
        action={t("invitations.revoke")}
        danger
        onConfirm={async () => {
          if (!doomed) return;
          await unwrap(api.DELETE("/api/v1/invitations/{invitation_id}", { params: { path: { invitation_id: doomed.id } } }));
          await changed("invitations");
        }}
      />
    </>
  );
}

/** Where signing up is closed, an invitation does not help those who have no account. */
function Shut() {
  const { t } = useTranslation("admin");
  const may = useHolds("accounts");
  const mode = useQuery({ ...signUpQuery, enabled: may }).data?.mode;
  if (mode !== "closed") return null;
  return (
    <Alert color="yellow" mb="md">
      {t("invitations.shut")}{" "}
      <Anchor component={Link} to="/accounts/sign-up" c="inherit">
        {t("invitations.shut.change")}
      </Anchor>
    </Alert>
  );
}

function useColumns(onRevoke: (invitation: Invitation) => void): Column<Invitation>[] {
  const { t } = useTranslation("admin");
  const tiers = useTiers();
  const gives = ({ role, tier }: Invitation) => {
    const known = tiers.find(({ name }) => name === tier);
    return [role ? t(`role.${role}`) : null, tier ? (known ? titleOf(known) : tier) : null].filter(Boolean).join(" · ");
  };
  return [
    {
      key: "for",
      label: t("invitations.for"),
      cell: (each) => <Who name={each.email ?? t("invitations.by-link")} aside={each.note || null} />,
    },
    { key: "gives", label: t("invitations.gives"), cell: gives },
    { key: "used", label: t("invitations.used"), align: "end", cell: (each) => t("of", { part: formatNumber(each.uses), whole: formatNumber(each.usesMax) }) },
    { key: "expires", label: t("expires"), cell: (each) => (each.expiresAt ? <Time when={each.expiresAt} /> : t("never")) },
    {
      key: "state",
      label: t("state"),
      cell: (each) => <State tone={each.open ? "good" : "quiet"} text={t(each.open ? "invitations.open" : "invitations.closed")} />,
    },
    {
      key: "acts",
      label: t("acts"),
      quiet: true,
      align: "end",
      cell: (each) =>
        each.open ? (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onRevoke(each)}>
            {t("invitations.revoke")}
          </Button>
        ) : null,
    },
  ];
}
