/** What stands around every page: the navigation, the header, and where the page itself goes. */

import { ActionIcon } from "@mantine/core";
import IconMenu2 from "@tabler/icons-react/dist/esm/icons/IconMenu2.mjs";
import { Link, Outlet, useMatches } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import { Bell } from "./bell";
import { Brand } from "./brand";
import classes from "./frame.module.css";
import { Navigation } from "./sidebar";
import { LanguageSwitch, ThemeSwitch } from "./switches";
import { StepUp } from "./step-up";
import { useTitle } from "./title";

/** The frame of people who are signed in. */
export function Frame() {
  const { t } = useTranslation("shell");
  const drawer = useRef<HTMLDialogElement>(null);
  const main = useArrival();
  const full = useMatches().at(-1)?.staticData.page?.frame === "full";
  useTitle();
  const close = () => drawer.current?.close();
  return (
    <div className={classes.frame}>
      <SkipLink />
      <aside className={classes.side}>
        <Brand />
        <Navigation />
      </aside>
      <header className={classes.top}>
        <ActionIcon size="lg" aria-label={t("menu")} onClick={() => drawer.current?.showModal()}>
          <IconMenu2 size={22} />
        </ActionIcon>
        <Brand />
        <Bell isSmall />
      </header>
      {/* A click beside the drawer meets the dialog itself, one inside it a child. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events */}
      <dialog ref={drawer} className={classes.drawer} aria-label={t("menu")} onClick={(event) => event.target === event.currentTarget && close()}>
        <div className={classes.drawerBody}>
          <Brand />
          <Navigation onChosen={close} />
        </div>
      </dialog>
      <main id="main" ref={main} tabIndex={-1} className={full ? classes.full : classes.main}>
        <Outlet />
      </main>
      <StepUp />
    </div>
  );
}

/** The frame of pages without navigation: sign-in, links of mails, what is shared with everybody. */
export function Bare() {
  const main = useArrival();
  useTitle();
  return (
    <div className={classes.bare}>
      <SkipLink />
      <header className={classes.bareTop}>
        <Brand />
        <div className={classes.switches}>
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1} className={classes.bareMain}>
        <Outlet />
      </main>
    </div>
  );
}

function SkipLink() {
  const { t } = useTranslation("shell");
  return (
    <Link to="." hash="main" className={classes.skip} onClick={() => document.getElementById("main")?.focus()}>
      {t("skip")}
    </Link>
  );
}

/** After a change of page the keyboard and the screen reader begin at the page, not at the top of everything. */
function useArrival() {
  const main = useRef<HTMLElement>(null);
  const path = useMatches().at(-1)?.pathname;
  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true });
  }, [path]);
  return main;
}
