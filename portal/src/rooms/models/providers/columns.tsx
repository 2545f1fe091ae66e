/** What the list of providers says of each, and what can be done with it. */

import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Column } from "@/ui/data-table";
import { State } from "@/ui/state";
import { Time } from "@/ui/time";

import type { Provider } from "../data";
import { UpTo } from "../parts/clearance";
import classes from "../parts/models.module.css";
import { addressOf } from "./kinds";

/** Codes that have words of their own; any other is `something else`. */
const PROBLEMS = ["model_unreachable", "model_key_refused", "model_unknown", "model_silent", "model_busy", "model_overloaded", "model_protocol", "provider_without_models", "seal_broken", "sealed_by_another_key"];

interface Acts {
  onTry: (provider: Provider) => void;
  onChange: (provider: Provider) => void;
  onRemove: (provider: Provider) => void;
}

export function useColumns({ onTry, onChange, onRemove }: Acts): Column<Provider>[] {
  const { t } = useTranslation("models");
  return [
    { key: "name", label: t("provider"), cell: (each) => <Name provider={each} /> },
    { key: "models", label: t("models"), cell: (each) => <Models provider={each} /> },
    { key: "clearance", label: t("clearance.short"), cell: (each) => <UpTo clearance={each.clearance} /> },
    { key: "state", label: t("state"), cell: (each) => <Condition provider={each} /> },
    {
      key: "acts",
      label: t("acts"),
      quiet: true,
      align: "end",
      cell: (each) => (
        <div className={classes.acts}>
          <Button variant="default" size="compact-sm" onClick={() => onTry(each)} aria-label={t("try.of", { name: each.name })}>
            {t("try")}
          </Button>
          <Button variant="default" size="compact-sm" onClick={() => onChange(each)} aria-label={t("change.of", { name: each.name })}>
            {t("change")}
          </Button>
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onRemove(each)} aria-label={t("remove.of", { name: each.name })}>
            {t("remove")}
          </Button>
        </div>
      ),
    },
  ];
}

function Name({ provider }: { provider: Provider }) {
  return (
    <span className={classes.named}>
      <bdi>{provider.name}</bdi>
      <span className={classes.aside}>{addressOf(provider.address)}</span>
    </span>
  );
}

function Models({ provider }: { provider: Provider }) {
  const { t } = useTranslation("models");
  return (
    <ul className={classes.models}>
      {provider.models.map((each) => (
        <li key={each.name}>
          <bdi>{each.name}</bdi>
          {each.purpose === "chat" ? null : <span className={classes.aside}> {t(`purpose.${each.purpose}`)}</span>}
        </li>
      ))}
    </ul>
  );
}

function Condition({ provider }: { provider: Provider }) {
  const { t } = useTranslation("models");
  const { enabled, problem, checkedAt } = provider;
  const word = !enabled ? t("state.off") : problem ? t(`problem.${PROBLEMS.includes(problem) ? problem : "other"}`) : t(checkedAt ? "state.answers" : "state.untried");
  return (
    <span className={classes.named}>
      <State tone={!enabled ? "quiet" : problem ? "bad" : checkedAt ? "good" : "wary"} text={word} />
      {checkedAt && enabled ? (
        <span className={classes.aside}>
          <Time when={checkedAt} />
        </span>
      ) : null}
    </span>
  );
}
