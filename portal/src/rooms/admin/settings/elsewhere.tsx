/** Where the rest of what can be changed lives. */

import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { holds, useMe } from "@/shell/session";

import classes from "./settings.module.css";

const PLACES = [
  { to: "/accounts/sign-up", key: "sign-up", needs: "accounts" },
  { to: "/tiers", key: "tiers", needs: "tiers" },
  { to: "/models", key: "models", needs: "operate" },
  { to: "/publications", key: "publications", needs: "workspace" },
  { to: "/audit", key: "audit", needs: "audit" },
];

export function Elsewhere() {
  const { t } = useTranslation("admin");
  const me = useMe();
  return (
    <ul className={classes.places} aria-label={t("settings.elsewhere")}>
      {PLACES.filter(({ needs }) => holds(me, needs)).map(({ to, key }) => (
        <li key={key}>
          <Anchor component={Link} to={to}>
            {t(`settings.place.${key}`)}
          </Anchor>
          <span>{t(`settings.place.${key}.what`)}</span>
        </li>
      ))}
    </ul>
  );
}
