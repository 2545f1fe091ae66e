/** Every public chatbot of the workspace: where it shows, and the way to make another. */

import { Anchor, Badge, Button, Group } from "@mantine/core";
import IconWorld from "@tabler/icons-react/dist/esm/icons/IconWorld.mjs";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { formatAgo } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";

import { type Publication, publicationsQuery } from "./queries";

export default function List() {
  const { t } = useTranslation("publishing");
  const read = useQuery(publicationsQuery);
  const make = (
    <Button component={Link} to="/publications/new">
      {t("list.new")}
    </Button>
  );
  return (
    <>
      <PageTitle title={t("list.title")} description={t("list.what")} actions={read.data?.items.length ? make : null} />
      <DataTable<Publication>
        label={t("list.title")}
        rows={read.data?.items}
        rowKey={(each) => each.id}
        error={read.error}
        onRetry={() => void read.refetch()}
        expected={2}
        empty={
          <EmptyState icon={IconWorld} title={t("list.empty")} action={make}>
            {t("list.empty-what")}
          </EmptyState>
        }
        columns={[
          {
            key: "name",
            label: t("name"),
            cell: name,
          },
          { key: "where", label: t("list.where"), cell: where },
          { key: "updated", label: t("list.changed"), cell: (each) => formatAgo(each.updatedAt) },
        ]}
      />
    </>
  );
}

const name = (each: Publication) => (
  <Anchor component={Link} to={`/publications/${each.id}`}>
    {each.name}
  </Anchor>
);

const where = (each: Publication) => <Where publication={each} />;

function Where({ publication }: { publication: Publication }) {
  const { t } = useTranslation("publishing");
  if (!publication.widget && !publication.page) return <Badge variant="light" color="gray">{t("list.closed")}</Badge>;
  return (
    <Group gap="xs">
      {publication.widget ? <Badge variant="light">{t("list.sites", { count: publication.origins.length })}</Badge> : null}
      {publication.page && publication.pageAddress ? (
        <Anchor href={publication.pageAddress} target="_blank" rel="noopener">
          {`/p/${publication.slug}`}
        </Anchor>
      ) : null}
    </Group>
  );
}
