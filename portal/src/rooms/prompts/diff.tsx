/** Two versions of a prompt, in both languages; which two stands in the address. */

import { NativeSelect, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";
import { PageTitle } from "@/ui/page-title";

import { diffQuery, promptQuery, type WholePrompt } from "./data";
import { DiffView } from "./diff-view";
import { Back, spokenOf } from "./parts";
import classes from "./prompts.module.css";

interface Asked {
  old?: string;
  new?: string;
}

/** What nobody chose: from the one in use to the newest other, or from the package's own to the one in use. */
function chosen(prompt: WholePrompt, asked: Asked) {
  const other = prompt.history.find((each) => each.version !== prompt.current)?.version ?? prompt.current;
  const after = asked.new === undefined ? other : String(asked.new);
  return { before: asked.old === undefined ? prompt.current : String(asked.old), after };
}

export default function Diff() {
  const { t } = useTranslation("prompts");
  const { prompt: name } = useParams({ strict: false }) as { prompt: string };
  const { data, error, refetch } = useQuery(promptQuery(name));
  return (
    <>
      <Back to="/prompts/$prompt" params={{ prompt: name }}>
        {data?.title ?? name}
      </Back>
      <PageTitle title={t("diff")} description={t("diff.what")} />
      {data ? <Both prompt={data} /> : error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : <Loading rows={2} height={240} />}
    </>
  );
}

function Both({ prompt }: { prompt: WholePrompt }) {
  const { t } = useTranslation("prompts");
  const navigate = useNavigate();
  const asked = useSearch({ strict: false }) as Asked;
  const { before, after } = chosen(prompt, asked);
  const { data, error, refetch } = useQuery(diffQuery(prompt.name, before, after));
  const choose = (change: Asked) =>
    void navigate({ to: "/prompts/$prompt/diff", params: { prompt: prompt.name }, search: (was: Asked) => ({ old: before, new: after, ...was, ...change }), replace: true });
  const versions = prompt.history.map(({ version, state }) => ({ value: version, label: state === "current" ? t("diff.in-use", { version }) : version }));
  return (
    <>
      <div className={classes.bar}>
        <NativeSelect label={t("diff.before")} data={versions} value={before} onChange={(event) => choose({ old: event.currentTarget.value })} />
        <NativeSelect label={t("diff.after")} data={versions} value={after} onChange={(event) => choose({ new: event.currentTarget.value })} />
      </div>
      {data ? (
        spokenOf(data.diffs).map((each) => (
          <section key={each} className={classes.section}>
            <h2>{t(`language.${each}`)}</h2>
            {data.diffs[each] ? (
              <DiffView diff={data.diffs[each]} before={data.old} after={data.new} label={t(`language.${each}`)} lang={each} />
            ) : (
              <Text c="dimmed">{t("diff.none")}</Text>
            )}
          </section>
        ))
      ) : error ? (
        <ErrorNote error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading rows={2} height={240} />
      )}
    </>
  );
}
