/** What stands where a page cannot: still loading, not there, not for this person, broken. */

import { Button, Loader } from "@mantine/core";
import { Link, useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { ErrorNote } from "@/ui/error-note";

import classes from "./outcomes.module.css";

export function PendingPage() {
  const { t } = useTranslation("shell");
  return (
    <div className={classes.pending} role="status" aria-label={t("loading")}>
      <Loader size="sm" />
    </div>
  );
}

export function MissingPage() {
  const { t } = useTranslation("shell");
  return <Outcome title={t("missing.title")} what={t("missing.what")} />;
}

export function NotAllowedPage() {
  const { t } = useTranslation("shell");
  return <Outcome title={t("not-allowed.title")} what={t("not-allowed.what")} />;
}

function Outcome({ title, what }: { title: string; what: string }) {
  const { t } = useTranslation("shell");
  return (
    <div className={classes.outcome}>
      <h1>{title}</h1>
      <p>{what}</p>
      <Button component={Link} to="/">
        {t("home")}
      </Button>
    </div>
  );
}

/** The error boundary of a page: the frame around it stays. */
export function FaultPage({ error, reset }: { error: unknown; reset?: () => void }) {
  const { t } = useTranslation("shell");
  const router = useRouter();
  // A page of a former release that is gone from the service: the whole portal is read anew.
  const outdated = /dynamically imported module|Importing a module script failed/.test(String(error));
  const again = () => {
    if (outdated) location.reload();
    reset?.();
    void router.invalidate();
  };
  return (
    <div className={classes.outcome}>
      <h1>{outdated ? t("outdated.title") : t("fault.title")}</h1>
      {outdated ? <p>{t("outdated.what")}</p> : <ErrorNote error={error} />}
      <Button onClick={again}>{t("again")}</Button>
    </div>
  );
}
