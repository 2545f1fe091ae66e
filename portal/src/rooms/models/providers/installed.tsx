/** The models that are used besides the list: what the settings name, what runs on this machine, what Nullus brings along. */

import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { api, type Schema, unwrap } from "@/api/client";
import { DataTable } from "@/ui/data-table";
import { ErrorNote } from "@/ui/error-note";
import { State } from "@/ui/state";

import { type Installed as Found, modelsChanged, type Provider } from "../data";
import { problemOf } from "../parts/mend";
import classes from "../parts/models.module.css";
import type { Beginning } from "./add";
import { addressOf } from "./kinds";
import { Answered } from "./outcome";

/** Ollama that runs here and is not on the list yet: it answers already; on the list its models can be chosen. */
export function Detected({ items, kept, onKeep }: { items?: Found[]; kept: Provider[]; onKeep: (begin: Beginning) => void }) {
  const { t } = useTranslation("models");
  const found = items?.find((each) => each.origin === "detected" && each.problem === null);
  if (!found?.model || !found.address || kept.some((each) => each.address === found.address)) return null;
  const begin: Beginning = { choice: "ollama", url: found.address, model: found.model };
  return (
    <section className={classes.note} aria-label={t("detected.title")}>
      <p>{t("detected.what", { model: found.model })}</p>
      <Button variant="default" onClick={() => onKeep(begin)}>
        {t("detected.keep")}
      </Button>
    </section>
  );
}

export function Installed({ items }: { items: Found[] }) {
  const { t } = useTranslation("models");
  const trial = useMutation({
    mutationFn: () => unwrap(api.POST("/api/v1/providers/test")),
    onSuccess: modelsChanged,
  });
  return (
    <section className={classes.section} aria-labelledby="installed">
      <h2 id="installed">{t("installed.title")}</h2>
      <p>{t("installed.what")}</p>
      <DataTable
        label={t("installed.title")}
        rows={items}
        rowKey={(each) => each.role}
        empty={null}
        columns={[
          { key: "role", label: t("installed.role"), cell: (each) => t(`role.${each.role}`) },
          { key: "model", label: t("model"), cell: (each) => <Name found={each} /> },
          { key: "state", label: t("state"), cell: (each) => <State tone={each.problem ? "bad" : "good"} text={t(each.problem ? "state.fails" : `origin.${each.origin}`)} /> },
        ]}
      />
      {items.map((each) => (each.problem ? <ErrorNote key={each.role} title={t(`role.${each.role}`)} error={problemOf(each.problem, t)} /> : null))}
      <div className={classes.tries}>
        <Button variant="default" loading={trial.isPending} onClick={() => trial.mutate()}>
          {t(items.some((each) => each.role === "chat") ? "installed.try" : "installed.look")}
        </Button>
        {trial.error ? <ErrorNote error={trial.error} /> : null}
        <div role="status">
          {trial.data ? <Tried items={trial.data.items} /> : null}
        </div>
      </div>
    </section>
  );
}

function Tried({ items }: { items: Schema<"TrialOut">[] }) {
  const { t } = useTranslation("models");
  return (
    <ul className={classes.tried}>
      {items.map((each) => (each.tookMs === null ? null : <Answered key={each.role} name={each.model ?? each.kind} took={each.tookMs} said={each.said} />))}
      {items.some((each) => each.role === "chat") ? null : <li>{t("installed.no-ollama")}</li>}
    </ul>
  );
}

function Name({ found }: { found: Found }) {
  const { t } = useTranslation("models");
  return (
    <span className={classes.named}>
      <bdi>{found.model ?? found.kind}</bdi>
      <span className={classes.aside}>{found.address ? addressOf(found.address) : t("installed.inside")}</span>
    </span>
  );
}
