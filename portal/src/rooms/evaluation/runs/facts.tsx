/** What a run was asked with, and what it met that a reader of its figures should know. */

import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useHolds } from "@/shell/session";
import { formatNumber } from "@/ui/format";

import type { Run } from "../data";
import { configurationOf } from "../parts/configuration";
import classes from "../parts/evaluation.module.css";

export function Facts({ run }: { run: Run }) {
  const { t } = useTranslation("evaluation");
  const kept = configurationOf(run);
  const kind = kept.judge ? "judged" : kept.answers ? "answers" : "search";
  const prompts = [kept.prompt, kept.judgePrompt].filter((each) => each !== null);
  const asked = prompts.length ? <Prompts ids={prompts} /> : null;
  const counted = (counts: Iterable<[string, number]>) => [...counts].map(([code, times]) => `${code} (${formatNumber(times)})`).join(", ");
  const facts: [label: string, value: ReactNode][] = [
    [t("kind"), t(`kind.${kind}`)],
    [t("mode"), t(`mode.${kept.mode}`)],
    [t("top-k"), formatNumber(kept.topK)],
    [t("rerank"), kept.rerank ? t("yes") : null],
    [t("prompt"), asked],
    [t("answered-by"), kept.models.join(", ") || (kept.answeredBy.includes("extractive") ? t("answered-by.quotations") : null)],
    [t("judges"), kept.judges.join(", ") || null],
    [t("embedder"), kept.embedder],
    [t("unmatched"), run.unmatched ? t("unmatched.what", { count: run.unmatched }) : null],
    [t("failures"), counted(Object.entries(run.failures)) || null],
    [t("unjudged"), counted(Object.entries(run.unjudged)) || null],
    [t("degraded"), counted(kept.degraded) || null],
  ];
  return (
    <section className={classes.section}>
      <h2>{t("configuration")}</h2>
      <dl className={classes.facts}>
        {facts.map(([label, value]) =>
          value ? (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </section>
  );
}

function Prompts({ ids }: { ids: string[] }) {
  const sees = useHolds("operate");
  return ids.map((id, at) => (
    <span key={id}>
      {at ? ", " : null}
      {sees ? (
        <Link to="/prompts/$prompt/versions/$version" params={{ prompt: id.split(/[.@]/)[0], version: id } as never}>
          {id}
        </Link>
      ) : (
        id
      )}
    </span>
  ));
}
