/** Everything that this person should know now, the pressing first, each with the way to where it is mended. */

import IconBell from "@tabler/icons-react/dist/esm/icons/IconBell.mjs";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useNotices } from "@/shell/notices";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";
import { PageTitle } from "@/ui/page-title";
import { State } from "@/ui/state";

import classes from "./notices.module.css";

export default function Notices() {
  const { t } = useTranslation("people");
  const notices = useNotices();
  return (
    <>
      <PageTitle title={t("notices")} description={t("notices.what")} />
      {notices.error ? <ErrorNote error={notices.error} onRetry={() => void notices.refetch()} /> : null}
      {notices.data ? null : <Loading />}
      {notices.data?.unread ? (
        <p role="alert">
          <State tone="wary" text={t("notices.unread")} />
        </p>
      ) : null}
      {notices.data?.all.length === 0 && !notices.data.unread ? (
        <EmptyState icon={IconBell} title={t("notices.none")}>
          {t("notices.none.what")}
        </EmptyState>
      ) : null}
      <ul className={classes.list} aria-label={t("notices")}>
        {notices.data?.all.map(({ id, tone, text, to }) => (
          <li key={id}>
            <Link to={to} className={classes.notice}>
              <State tone={tone} text={<bdi>{text}</bdi>} />
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
