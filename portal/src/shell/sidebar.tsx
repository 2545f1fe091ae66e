/** The list of where one can go, and at its foot who is here. */

import { Button } from "@mantine/core";
import IconLogout from "@tabler/icons-react/dist/esm/icons/IconLogout.mjs";
import { useMutation } from "@tanstack/react-query";
import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import { Bell } from "./bell";
import classes from "./frame.module.css";
import { currentLanguage } from "./language";
import { sectionsFor } from "./navigation";
import { leave, useMe } from "./session";
import { LanguageSwitch, ThemeSwitch } from "./switches";

export function Navigation({ onChosen }: { onChosen?: () => void }) {
  const { t } = useTranslation("shell");
  const sections = sectionsFor(useMe());
  const everything = sections.flatMap(({ entries }) => entries);
  // Of `/account` and `/account/keys` only the longer one is where one is.
  const hasDeeper = (to: string) => everything.some((entry) => entry.to.startsWith(`${to}/`));
  const list = useRef<HTMLElement>(null);
  const path = useLocation({ select: (location) => location.pathname });
  useEffect(() => {
    list.current?.querySelector("[data-status=active]")?.scrollIntoView({ block: "nearest" });
  }, [path]);
  return (
    <>
      <nav ref={list} aria-label={t("navigation")} className={classes.nav}>
        {sections.map(({ name, entries }) => (
          <section key={name} aria-label={t(`section.${name}`)}>
            {name === "work" ? null : <p className={classes.sectionName}>{t(`section.${name}`)}</p>}
            <ul>
              {entries.map((entry) => (
                <li key={entry.to}>
                  <Link to={entry.to} activeOptions={{ exact: hasDeeper(entry.to) }} className={classes.entry} onClick={onChosen}>
                    <entry.icon size={19} stroke={1.7} aria-hidden />
                    {entry.label[currentLanguage()]}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
      <Foot onChosen={onChosen} />
    </>
  );
}

function Foot({ onChosen }: { onChosen?: () => void }) {
  const { t } = useTranslation("shell");
  const me = useMe();
  const navigate = useNavigate();
  const out = useMutation({ mutationFn: leave, onSuccess: () => navigate({ to: "/sign-in" }) });
  const name = me?.account?.name || me?.account?.email;
  return (
    <div className={classes.foot}>
      <Bell onChosen={onChosen} />
      <p className={classes.who}>
        {name ?? t("owner-browser")}
        {name && me?.account?.email && me.account.email !== name ? <span>{me.account.email}</span> : null}
      </p>
      <Button variant="subtle" color="gray" justify="flex-start" px={10} leftSection={<IconLogout size={18} stroke={1.7} />} loading={out.isPending} onClick={() => out.mutate()}>
        {t("sign-out")}
      </Button>
      <div className={classes.switches}>
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </div>
  );
}
