/** How many came and asked, day by day, and which sites were refused: an owner adds a forgotten one from here. */

import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import type { Schema } from "@/api/client";
import { DataTable } from "@/ui/data-table";
import { formatAgo, formatDay, formatNumber } from "@/ui/format";

import { statisticsQuery } from "./queries";

export function Statistics({ id }: { id: string }) {
  const { t } = useTranslation("publishing");
  const read = useQuery(statisticsQuery(id));
  const none = <Text size="sm">{t("statistics.none")}</Text>;
  return (
    <section>
      <h2>{t("statistics.title")}</h2>
      <Stack gap="md">
        {read.data ? <Text>{t("statistics.people", { visitors: formatNumber(read.data.visitors), people: formatNumber(read.data.signedUp) })}</Text> : null}
        <DataTable<Schema<"VisitDayOut">>
          label={t("statistics.title")}
          rows={read.data?.days.slice(0, 30)}
          rowKey={(each) => each.day}
          error={read.error}
          onRetry={() => void read.refetch()}
          expected={1}
          empty={none}
          columns={[
            { key: "day", label: t("statistics.day"), cell: (each) => formatDay(each.day) },
            { key: "visitors", label: t("statistics.visitors"), cell: (each) => formatNumber(each.visitors), align: "end" },
            { key: "questions", label: t("statistics.questions"), cell: (each) => formatNumber(each.questions), align: "end" },
            { key: "over", label: t("statistics.over"), cell: (each) => formatNumber(each.overLimit), align: "end" },
          ]}
        />
        {read.data?.refused.length ? (
          <DataTable<Schema<"RefusedOriginOut">>
            label={t("statistics.refused")}
            rows={read.data.refused.slice(0, 20)}
            rowKey={(each) => each.origin}
            empty={none}
            columns={[
              { key: "origin", label: t("statistics.refused"), cell: (each) => each.origin || t("statistics.no-origin") },
              { key: "times", label: t("statistics.times"), cell: (each) => formatNumber(each.times), align: "end" },
              { key: "last", label: t("statistics.last"), cell: (each) => formatAgo(each.lastAt) },
            ]}
          />
        ) : null}
      </Stack>
    </section>
  );
}
