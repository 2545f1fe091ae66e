/** One version: its text, where it came from, what evaluations said of it, and taking it into use. */

import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useHolds } from "@/shell/session";
import { useNamedTitle } from "@/shell/title";
import { Confirm } from "@/ui/dialog-form";
import { ErrorNote } from "@/ui/error-note";
import { formatDayTime } from "@/ui/format";
import { Loading } from "@/ui/loading";
import { PageTitle } from "@/ui/page-title";

import { promote, promptQuery, versionQuery, type WholeVersion } from "./data";
import { Back, Texts, VersionState } from "./parts";
import classes from "./prompts.module.css";
import { Said } from "./said";

export default function VersionPage() {
  const { prompt: name, version } = useParams({ strict: false }) as { prompt: string; version: string };
  const { data, error, refetch } = useQuery(versionQuery(name, version));
  const prompt = useQuery(promptQuery(name)).data;
  useNamedTitle(data?.version);
  return (
    <>
      <Back to="/prompts/$prompt" params={{ prompt: name }}>
        {prompt?.title ?? name}
      </Back>
      <PageTitle title={data?.version ?? version} description={data?.note || null} actions={data && prompt ? <Acts name={name} current={prompt.current} version={data} /> : null} />
      {data ? <Opened name={name} version={data} /> : error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : <Loading rows={6} height={56} />}
    </>
  );
}

function Acts({ name, current, version }: { name: string; current: string; version: WholeVersion }) {
  const { t } = useTranslation("prompts");
  const [asking, setAsking] = useState(false);
  const evaluates = useHolds("documents:write") && name === "answer";
  const used = version.state === "current";
  return (
    <>
      <Button component={Link} to={`/prompts/${name}/draft`} search={{ from: version.version } as never} variant="default">
        {t("draft.from")}
      </Button>
      {used ? null : (
        <Button component={Link} to={`/prompts/${name}/diff`} search={{ old: current, new: version.version } as never} variant="default">
          {t("compare.current")}
        </Button>
      )}
      {evaluates ? (
        <Button component={Link} to="/evaluation/new" search={{ prompt: version.version } as never} variant="default">
          {t("evaluate")}
        </Button>
      ) : null}
      {used ? null : <Button onClick={() => setAsking(true)}>{t("promote")}</Button>}
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("promote.title", { version: version.version })}
        what={t("promote.what")}
        action={t("promote")}
        onConfirm={() => promote(name, version.version)}
      />
    </>
  );
}

function Opened({ name, version }: { name: string; version: WholeVersion }) {
  const { t } = useTranslation("prompts");
  const reads = useHolds("documents:read");
  return (
    <>
      <dl className={classes.facts}>
        <div>
          <dt>{t("state")}</dt>
          <dd>
            <VersionState state={version.state} />
          </dd>
        </div>
        {version.createdAt ? (
          <div>
            <dt>{t("written")}</dt>
            <dd>{formatDayTime(version.createdAt)}</dd>
          </div>
        ) : null}
        {version.basedOn ? (
          <div>
            <dt>{t("based-on")}</dt>
            <dd>
              <Link to="/prompts/$prompt/versions/$version" params={{ prompt: name, version: version.basedOn }}>
                {version.basedOn}
              </Link>
            </dd>
          </div>
        ) : null}
        {version.promotedAt ? (
          <div>
            <dt>{t("promoted")}</dt>
            <dd>{formatDayTime(version.promotedAt)}</dd>
          </div>
        ) : null}
      </dl>
      <section className={classes.section}>
        <h2>{t("text")}</h2>
        <Texts texts={version.texts} label={version.version} />
      </section>
      {reads && (name === "answer" || name === "judge") ? <Said of={version.version} /> : null}
    </>
  );
}
