/** Who belongs to the workspace, and with which role. */

import { Button } from "@mantine/core";
import IconUsers from "@tabler/icons-react/dist/esm/icons/IconUsers.mjs";
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { useMe } from "@/shell/session";
import { type Column, DataTable } from "@/ui/data-table";
import { Confirm } from "@/ui/dialog-form";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { PageTitle } from "@/ui/page-title";
import { Time } from "@/ui/time";

import { changed, flat, groupsQuery, type Member, membersQuery, type Role } from "../data";
import { RoleChoice, useGivable } from "../parts/choices";
import { Tabs } from "../parts/tabs";
import { Who } from "../parts/who";

export default function Members() {
  const { t } = useTranslation("admin");
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(membersQuery);
  const [leaving, setLeaving] = useState<Member | null>(null);
  const change = useMutation({
    mutationFn: ({ member, role }: { member: Member; role: Role }) =>
      unwrap(api.PATCH("/api/v1/members/{account_id}", { params: { path: { account_id: member.accountId } }, body: { role } })),
    onSuccess: () => changed("members"),
  });
  const columns = useColumns((member, role) => change.mutate({ member, role }), setLeaving);
  const people = flat(data)?.filter((each) => each.kind !== "service");
  return (
    <>
      <PageTitle
        title={t("people.title")}
        description={t("people.what")}
        actions={
          <Button component={Link} to="/people/invitations">
            {t("invite")}
          </Button>
        }
      />
      <Tabs of="people" />
      {change.error ? <ErrorNote error={change.error} title={t("members.role-kept")} /> : null}
      <DataTable
        label={t("people.title")}
        columns={columns}
        rows={people}
        rowKey={(each) => each.accountId}
        error={error}
        onRetry={() => void refetch()}
        onMore={hasNextPage ? () => void fetchNextPage() : undefined}
        moreBusy={isFetchingNextPage}
        empty={
          <EmptyState icon={IconUsers} title={t("members.none")}>
            {t("members.none.what")}
          </EmptyState>
        }
      />
      <Confirm
        opened={leaving !== null}
        onClose={() => setLeaving(null)}
        title={t("members.remove.title", { name: nameOf(leaving) })}
        what={t("members.remove.what")}
        action={t("remove")}
        danger
        onConfirm={async () => {
          if (!leaving) return;
          await unwrap(api.DELETE("/api/v1/members/{account_id}", { params: { path: { account_id: leaving.accountId } } }));
          await changed("members", "groups", "keys");
        }}
      />
    </>
  );
}

const nameOf = (member: Member | null) => member?.name || member?.email || "";

function useColumns(onRole: (member: Member, role: Role) => void, onRemove: (member: Member) => void): Column<Member>[] {
  const { t } = useTranslation("admin");
  const me = useMe();
  const givable = useGivable();
  const groups = useQuery(groupsQuery).data ?? [];
  const own = (member: Member) => member.accountId === me?.account?.id;
  const fixed = (member: Member) => own(member) || !givable.includes(member.role);
  return [
    { key: "name", label: t("name"), cell: (each) => <Who name={own(each) ? t("members.you", { name: nameOf(each) }) : each.name} aside={each.email} /> },
    {
      key: "role",
      label: t("role"),
      cell: (each) =>
        fixed(each) ? (
          t(`role.${each.role}`)
        ) : (
          <RoleChoice value={each.role} onChange={(role) => onRole(each, role)} quietLabel={t("members.role-of", { name: nameOf(each) })} />
        ),
    },
    {
      key: "groups",
      label: t("groups"),
      cell: (each) => groups.filter(({ id }) => each.groupIds.includes(id)).map(({ name }) => name).join(", ") || "–",
    },
    { key: "joined", label: t("members.joined"), cell: (each) => <Time when={each.joinedAt} as="day" /> },
    {
      key: "acts",
      label: t("acts"),
      quiet: true,
      align: "end",
      cell: (each) =>
        fixed(each) ? null : (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onRemove(each)} aria-label={t("members.remove.of", { name: nameOf(each) })}>
            {t("remove")}
          </Button>
        ),
    },
  ];
}
