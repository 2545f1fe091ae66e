/** Files that are on their way, each with how far it is; what did not arrive says why and can be sent again. */

import { Button, CloseButton, Progress } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { ErrorNote } from "@/ui/error-note";
import { formatBytes, formatNumber, formatPercent } from "@/ui/format";

import classes from "./library.module.css";
import { dismiss, type Sending, sendAgain, useSending } from "./uploads";

/** So many rows are shown; of a large folder the rest is counted. */
const SHOWN = 8;

export function SendingList({ collectionId }: { collectionId: string }) {
  const { t } = useTranslation("library");
  const all = useSending(collectionId);
  const troubled = all.filter((each) => each.state === "failed" || each.state === "unchanged");
  const moving = all.filter((each) => each.state === "sending" || each.state === "waiting");
  const shown = [...troubled, ...moving.slice(0, SHOWN)];
  const rest = moving.length - SHOWN;
  return (
    <div aria-live="polite">
      {shown.length ? (
        <section className={classes.sending} aria-label={t("sending.label")}>
          <ul>
            {shown.map((each) => (
              <Row key={each.id} sending={each} />
            ))}
          </ul>
          {rest > 0 ? <p className={classes.aside}>{t("sending.more", { count: rest, number: formatNumber(rest) })}</p> : null}
        </section>
      ) : null}
    </div>
  );
}

function Row({ sending: { id, name, size, state, share, error } }: { sending: Sending }) {
  const { t } = useTranslation("library");
  return (
    <li>
      <div className={classes.sendingRow}>
        <bdi className={classes.fileName}>{name}</bdi>
        <span className={classes.aside}>
          {state === "sending" ? t("sending.share", { share: formatPercent(share), size: formatBytes(size) }) : t(`sending.${state}`)}
        </span>
        {state === "unchanged" || state === "failed" ? (
          <CloseButton size="sm" aria-label={t("sending.dismiss", { name })} onClick={() => dismiss(id)} />
        ) : null}
      </div>
      {state === "sending" ? <Progress value={share * 100} size="sm" aria-label={t("sending.progress", { name })} transitionDuration={150} /> : null}
      {state === "failed" ? (
        <>
          <ErrorNote error={error} />
          <Button size="xs" variant="default" mt="xs" onClick={() => sendAgain(id)}>
            {t("sending.again")}
          </Button>
        </>
      ) : null}
    </li>
  );
}
