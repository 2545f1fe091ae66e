/** What the conversations of the workspace came to, over a choice of days. */

import { Button, Skeleton } from "@mantine/core";
import IconChartBar from "@tabler/icons-react/dist/esm/icons/IconChartBar.mjs";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { PageTitle } from "@/ui/page-title";

import { Charts } from "./charts";
import { type Insight, insightQuery } from "./data";
import { Figures } from "./figures";
import classes from "./insight.module.css";
import { Documents, Feedback, Tiers } from "./lists";
import { MissingAnswers } from "./missing-answers";
import { type Asked, periodOf } from "./period";
import { PeriodChoice } from "./period-choice";

const FIGURES_HEIGHT = 92;
const CHART_HEIGHT = 330;

export default function InsightPage() {
  const { t } = useTranslation("insight");
  const asked = useSearch({ strict: false }) as Asked;
  const { data, error, refetch, isPlaceholderData } = useQuery(insightQuery(periodOf(asked)));
  return (
    <>
      <PageTitle title={t("title")} description={t("what")} />
      <PeriodChoice asked={asked} shown={data} />
      {error ? (
        <ErrorNote error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <div aria-busy={isPlaceholderData} className={isPlaceholderData ? classes.former : undefined}>
          <Opened insight={data} />
        </div>
      ) : (
        <div role="status" aria-label={t("loading")}>
          <Skeleton height={FIGURES_HEIGHT} radius="md" mb="xl" />
          <Skeleton height={CHART_HEIGHT} radius="md" />
        </div>
      )}
    </>
  );
}

function Opened({ insight }: { insight: Insight }) {
  const { t } = useTranslation("insight");
  if (insight.whole === null) {
    const ask = (
      <Button component={Link} to="/chat">
        {t("none.ask")}
      </Button>
    );
    return (
      <>
        <EmptyState icon={IconChartBar} title={t("none")} action={ask}>
          {t("none.what")}
        </EmptyState>
        {insight.costs.length ? <Charts insight={insight} /> : null}
      </>
    );
  }
  return (
    <>
      <Figures insight={insight} whole={insight.whole} />
      <Charts insight={insight} />
      <MissingAnswers missing={insight.gaps} />
      <div className={classes.columns}>
        <Feedback feedback={insight.feedback} />
        <Documents documents={insight.documents} />
      </div>
      <Tiers tiers={insight.tiers} />
    </>
  );
}
