/** Three calm steps and a first answer. Each can be passed over, and opened again; the address says which one is open. */

import { Button, UnstyledButton } from "@mantine/core";
import IconCheck from "@tabler/icons-react/dist/esm/icons/IconCheck.mjs";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useHolds } from "@/shell/session";
import { PageTitle } from "@/ui/page-title";

import { AnswerStep } from "./answer-step";
import { DocumentsStep } from "./documents-step";
import { libraryQuery, modelsQuery, isConnected, isNamed, workspaceQuery } from "./facts";
import { passFirstRun } from "./first-run";
import { ModelStep } from "./model-step";
import { NameStep } from "./name-step";
import classes from "./start.module.css";

const STEPS = ["name", "documents", "model", "answer"] as const;
type Step = (typeof STEPS)[number];

export default function Start() {
  const { t } = useTranslation("start");
  const navigate = useNavigate();
  const wanted = (useSearch({ strict: false }) as { step?: string }).step;
  const open = STEPS.find((each) => each === wanted) ?? "name";
  const done = useDone();
  const go = (step: Step) => void navigate({ to: ".", search: { step }, replace: true });
  const next = (step: Step) => go(STEPS[Math.min(STEPS.indexOf(step) + 1, STEPS.length - 1)]);
  const bodies: Record<Step, ReactNode> = {
    name: <NameStep onDone={() => next("name")} />,
    documents: <DocumentsStep onDone={() => next("documents")} />,
    model: <ModelStep onDone={() => next("model")} />,
    answer: <AnswerStep onDocuments={() => go("documents")} />,
  };
  return (
    <div className={classes.start}>
      <PageTitle title={t("title")} description={t("what")} />
      <ol className={classes.steps}>
        {STEPS.map((step, at) => (
          <li key={step} className={classes.step} data-open={step === open || undefined}>
            <h2>
              <UnstyledButton className={classes.head} aria-expanded={step === open} aria-controls={`step-${step}`} onClick={() => go(step)}>
                <span className={classes.number} data-done={done[step] || undefined} aria-hidden>
                  {done[step] ? <IconCheck size={16} stroke={2.4} /> : at + 1}
                </span>
                <span>
                  {t(`title.${step}`)}
                  {done[step] ? <span className={classes.unseen}> {t("done")}</span> : null}
                </span>
              </UnstyledButton>
            </h2>
            <div id={`step-${step}`} hidden={step !== open} className={classes.body}>
              {step === open ? (
                <>
                  <p className={classes.what}>{t(`about.${step}`)}</p>
                  {bodies[step]}
                  {step === "answer" ? null : (
                    <Button variant="subtle" color="gray" size="xs" mt="sm" onClick={() => next(step)}>
                      {done[step] ? t("next") : t("skip")}
                    </Button>
                  )}
                </>
              ) : null}
            </div>
          </li>
        ))}
      </ol>
      <p className={classes.leave}>
        <Link to="/collections" onClick={passFirstRun}>
          {t("leave")}
        </Link>
      </p>
    </div>
  );
}

function useDone(): Record<Step, boolean> {
  const operates = useHolds("operate");
  const workspace = useQuery(workspaceQuery).data;
  const library = useQuery(libraryQuery).data;
  const models = useQuery({ ...modelsQuery, enabled: operates }).data;
  return {
    name: workspace ? isNamed(workspace) : false,
    documents: library?.some((each) => each.documents > 0) ?? false,
    model: models ? isConnected(models) : false,
    answer: false,
  };
}
