/** What a provider answered when it was tried: each model with its time and its words, and what else the server has. */

import { Button, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { formatNumber, formatSeconds } from "@/ui/format";
import { State } from "@/ui/state";

import type { Tried } from "../data";
import classes from "../parts/models.module.css";

const MS = 1000;

/** Milliseconds as people read them. */
export const formatTook = (took: number) =>
  took < MS ? formatNumber(Math.max(1, Math.round(took)), { style: "unit", unit: "millisecond", unitDisplay: "short" }) : formatSeconds(took / MS);

export function Outcome({ tried, onChoose }: { tried: Tried; onChoose: (tried: Tried) => void }) {
  const { t } = useTranslation("models");
  const others = tried.listed.filter((name) => !tried.models.some((each) => each.name === name)).length;
  return (
    <Stack gap="md">
      <ul className={classes.tried}>
        {Object.entries(tried.tookMs ?? {}).map(([name, took]) => (
          <Answered key={name} name={name} took={took} said={tried.said?.[name]} />
        ))}
      </ul>
      {others ? (
        <Group gap="sm">
          <Text c="dimmed">{t("trial.others", { count: others })}</Text>
          <Button variant="default" size="compact-sm" onClick={() => onChoose(tried)}>
            {t("trial.choose")}
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}

export function Answered({ name, took, said }: { name: string; took: number; said?: string | null }) {
  const { t } = useTranslation("models");
  return (
    <li>
      <div>
        <State tone="good" text={<bdi>{name}</bdi>} />
        <span className={classes.figure}>{t("trial.took", { time: formatTook(took) })}</span>
      </div>
      {said ? <p className={classes.said}>{said}</p> : null}
    </li>
  );
}
