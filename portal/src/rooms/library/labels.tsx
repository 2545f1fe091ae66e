/** The words and signs of states, sensitivity and access. */

import { Badge } from "@mantine/core";
import IconLock from "@tabler/icons-react/dist/esm/icons/IconLock.mjs";
import IconUsers from "@tabler/icons-react/dist/esm/icons/IconUsers.mjs";
import IconUsersGroup from "@tabler/icons-react/dist/esm/icons/IconUsersGroup.mjs";
import IconWorld from "@tabler/icons-react/dist/esm/icons/IconWorld.mjs";
import { useTranslation } from "react-i18next";

import type { Access, Sensitivity, Status } from "./data";
import classes from "./library.module.css";

export const SENSITIVITIES: Sensitivity[] = ["public", "internal", "confidential", "personal"];
export const ACCESSES: Access[] = ["private", "group", "workspace", "public"];

const SIGNS = { private: IconLock, group: IconUsers, workspace: IconUsersGroup, public: IconWorld };

export function AccessLabel({ access }: { access: Access }) {
  const { t } = useTranslation("library");
  const Sign = SIGNS[access];
  return (
    <span className={classes.withSign} title={t(`access.${access}.what`)}>
      <Sign size={16} stroke={1.7} aria-hidden />
      {t(`access.${access}`)}
    </span>
  );
}

export function SensitivityLabel({ sensitivity }: { sensitivity: Sensitivity }) {
  const { t } = useTranslation("library");
  return (
    <span className={classes.withSign} title={t(`sensitivity.${sensitivity}.what`)}>
      <span className={classes.dot} data-level={sensitivity} aria-hidden />
      {t(`sensitivity.${sensitivity}`)}
    </span>
  );
}

const COLOURS: Record<Status, string> = { received: "gray", processing: "blue", ready: "green", failed: "red" };

export function StatusLabel({ status }: { status: Status }) {
  const { t } = useTranslation("library");
  if (status === "ready") return <span className={classes.quiet}>{t("status.ready")}</span>;
  return (
    <Badge color={COLOURS[status]} className={classes[`status-${status}`]}>
      {t(`status.${status}`)}
    </Badge>
  );
}
