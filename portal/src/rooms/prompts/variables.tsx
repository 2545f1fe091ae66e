/** What stands for the variables of a prompt when it is used. */

import { Code } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Prompt } from "./data";
import classes from "./prompts.module.css";

export const placeOf = (name: string) => `{${name}}`;

export function Variables({ of }: { of: Pick<Prompt, "variables"> }) {
  const { t } = useTranslation("prompts");
  return (
    <dl className={classes.facts}>
      {of.variables.map(({ name, meaning, required }) => (
        <div key={name}>
          <dt>
            <Code>{placeOf(name)}</Code>
          </dt>
          <dd>
            {meaning}
            {required ? <span className={classes.aside}> {t("required")}</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
