/** What a run has to reach: a least share for each measure, a highest one for those that should be low. */

import { ActionIcon, Button, NativeSelect, NumberInput, Stack } from "@mantine/core";
import IconX from "@tabler/icons-react/dist/esm/icons/IconX.mjs";
import { useTranslation } from "react-i18next";

import { isLowerBetter, useMeasures } from "../measures";
import classes from "../parts/evaluation.module.css";

export interface Goal {
  measure: string;
  percent: number;
}

const FIRST = 80;
const FIRST_HIGHEST = 5;

export function Goals({ goals, measured, onChange }: { goals: Goal[]; measured: string[]; onChange: (goals: Goal[]) => void }) {
  const { t } = useTranslation("evaluation");
  const { nameOf } = useMeasures();
  const shown = goals.filter(({ measure }) => measured.includes(measure));
  const free = measured.filter((each) => !shown.some(({ measure }) => measure === each));
  const change = (before: Goal, after: Goal) => onChange(goals.map((each) => (each === before ? after : each)));
  const startOf = (measure: string) => ({ measure, percent: isLowerBetter(measure) ? FIRST_HIGHEST : FIRST });
  return (
    <fieldset className={classes.goals}>
      <legend>{t("goals")}</legend>
      <p>{t("goals.what")}</p>
      <Stack gap="sm">
        {shown.map((goal) => (
          <div key={goal.measure} className={classes.goal}>
            <NativeSelect
              aria-label={t("measure")}
              data={[goal.measure, ...free].map((value) => ({ value, label: nameOf(value) }))}
              value={goal.measure}
              onChange={(event) => change(goal, startOf(event.currentTarget.value))}
            />
            <NumberInput
              aria-label={t(isLowerBetter(goal.measure) ? "goal.most" : "goal.least", { measure: nameOf(goal.measure) })}
              prefix={isLowerBetter(goal.measure) ? "≤ " : "≥ "}
              suffix=" %"
              min={0}
              max={100}
              value={goal.percent}
              onChange={(value) => change(goal, { ...goal, percent: Number(value) || 0 })}
            />
            <ActionIcon aria-label={t("goal.remove", { measure: nameOf(goal.measure) })} onClick={() => onChange(goals.filter((each) => each !== goal))}>
              <IconX size={16} />
            </ActionIcon>
          </div>
        ))}
        {free.length ? (
          <Button variant="default" size="xs" className={classes.start} onClick={() => onChange([...goals, startOf(free[0])])}>
            {t("goal.add")}
          </Button>
        ) : null}
      </Stack>
    </fieldset>
  );
}
