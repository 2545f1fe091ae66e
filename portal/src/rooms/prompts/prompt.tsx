/** One prompt: what is in use, what fills its variables, and every version with the acts on it. */

import { Button } from "@mantine/core";
import IconArrowBackUp from "@tabler/icons-react/dist/esm/icons/IconArrowBackUp.mjs";
import IconWriting from "@tabler/icons-react/dist/esm/icons/IconWriting.mjs";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useHolds } from "@/shell/session";
import { useNamedTitle } from "@/shell/title";
import { type Column, DataTable } from "@/ui/data-table";
import { Confirm } from "@/ui/dialog-form";
import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";
import { PageTitle } from "@/ui/page-title";
import { Time } from "@/ui/time";

import { promote, promptQuery, rollBack, runsQuery, spokeIn, type Version, type WholePrompt } from "./data";
import { Back, Texts, VersionState } from "./parts";
import classes from "./prompts.module.css";
import { Variables } from "./variables";

export default function PromptPage() {
  const { t } = useTranslation("prompts");
  const { prompt: name } = useParams({ strict: false }) as { prompt: string };
  const { data, error, refetch } = useQuery(promptQuery(name));
  useNamedTitle(data?.title);
  const draft = (
    <Button component={Link} to={`/prompts/${name}/draft`} leftSection={<IconWriting size={18} stroke={1.7} />}>
      {t("draft")}
    </Button>
  );
  return (
    <>
      <Back to="/prompts">{t("title")}</Back>
      <PageTitle
        title={data?.title ?? name}
        description={data ? t("one.what", { name }) : null}
        actions={
          data ? (
            <>
              <RollBack prompt={data} />
              {draft}
            </>
          ) : null
        }
      />
      {data ? <Opened prompt={data} /> : error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : <Loading rows={6} height={56} />}
    </>
  );
}

function Opened({ prompt }: { prompt: WholePrompt }) {
  const { t } = useTranslation("prompts");
  return (
    <>
      <section className={classes.section}>
        <h2>{t("now", { version: prompt.current })}</h2>
        <Texts texts={prompt.texts} label={prompt.current} />
      </section>
      <section className={classes.section}>
        <h2>{t("versions")}</h2>
        <p>{t("versions.what")}</p>
        <Versions prompt={prompt} />
      </section>
      <section className={classes.section}>
        <h2>{t("variables")}</h2>
        <p>{t("variables.what")}</p>
        <Variables of={prompt} />
      </section>
    </>
  );
}

function Versions({ prompt }: { prompt: WholePrompt }) {
  const { t } = useTranslation("prompts");
  const [chosen, setChosen] = useState<Version | null>(null);
  return (
    <>
      <DataTable label={t("versions")} columns={useColumns(prompt, setChosen)} rows={prompt.history} rowKey={(each) => each.version} empty={null} />
      <Confirm
        opened={chosen !== null}
        onClose={() => setChosen(null)}
        title={t("promote.title", { version: chosen?.version ?? "" })}
        what={t("promote.what")}
        action={t("promote")}
        onConfirm={async () => {
          if (chosen) await promote(prompt.name, chosen.version);
        }}
      />
    </>
  );
}

function useColumns(prompt: WholePrompt, onPromote: (version: Version) => void): Column<Version>[] {
  const { t } = useTranslation("prompts");
  const reads = useHolds("documents:read");
  const runs = useQuery({ ...runsQuery, enabled: reads }).data ?? [];
  const evaluated = (version: string) => {
    const count = runs.filter(spokeIn(version)).length;
    return count ? t("runs", { count }) : "–";
  };
  const path = (version: string) => ({ prompt: prompt.name, version });
  const columns: Column<Version>[] = [
    {
      key: "version",
      label: t("version"),
      cell: (each) => (
        <span className={classes.named}>
          <Link to="/prompts/$prompt/versions/$version" params={path(each.version)}>
            {each.version}
          </Link>
          <span className={classes.aside}>{each.createdAt ? each.note || t("no-note") : t("comes-with")}</span>
        </span>
      ),
    },
    { key: "state", label: t("state"), cell: (each) => <VersionState state={each.state} /> },
    { key: "evaluated", label: t("evaluation"), cell: (each) => evaluated(each.version) },
    { key: "when", label: t("written"), cell: (each) => (each.createdAt ? <Time when={each.createdAt} /> : "–") },
    {
      key: "acts",
      label: t("acts"),
      quiet: true,
      align: "end",
      cell: (each) =>
        each.state === "current" ? null : (
          <span className={classes.acts}>
            <Button
              component={Link}
              to={`/prompts/${prompt.name}/diff`}
              search={{ old: prompt.current, new: each.version } as never}
              variant="subtle"
              color="gray"
              size="compact-sm"
              aria-label={t("compare.of", { version: each.version })}
            >
              {t("compare")}
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => onPromote(each)} aria-label={t("promote.of", { version: each.version })}>
              {t("promote")}
            </Button>
          </span>
        ),
    },
  ];
  return reads ? columns : columns.filter(({ key }) => key !== "evaluated");
}

function RollBack({ prompt }: { prompt: WholePrompt }) {
  const { t } = useTranslation("prompts");
  const [asking, setAsking] = useState(false);
  if (!prompt.history.some((each) => each.promotedAt)) return null;
  return (
    <>
      <Button variant="default" leftSection={<IconArrowBackUp size={18} stroke={1.7} />} onClick={() => setAsking(true)}>
        {t("roll-back")}
      </Button>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("roll-back.title")}
        what={t("roll-back.what", { version: prompt.current })}
        action={t("roll-back")}
        onConfirm={() => rollBack(prompt.name)}
      />
    </>
  );
}
