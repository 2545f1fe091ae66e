/** The facts of a document, and its versions where there are several. */

import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { currentLanguage } from "@/shell/language";
import { formatBytes, formatNumber } from "@/ui/format";
import { Time } from "@/ui/time";

import { type DocumentFacts, versionsQuery } from "./data";
import { StatusLabel } from "./labels";
import classes from "./library.module.css";

const languageName = (code: string) => {
  try {
    return new Intl.DisplayNames([currentLanguage()], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
};

export function DocumentDetails({ facts }: { facts: DocumentFacts }) {
  const { t } = useTranslation("library");
  const { status, format, pages, size, language, chunkCount, version, digest, createdAt, metadata } = facts;
  return (
    <div className={classes.details}>
      <ul className={classes.facts} aria-label={t("facts")}>
        <li>
          <StatusLabel status={status} />
        </li>
        {pages ? <li>{t("document.pages", { count: pages, number: formatNumber(pages) })}</li> : null}
        <li>{formatBytes(size)}</li>
        {language ? <li>{languageName(language)}</li> : null}
        {chunkCount ? <li>{t("document.passages", { count: chunkCount, number: formatNumber(chunkCount) })}</li> : null}
        <li>
          <Time when={createdAt} />
        </li>
      </ul>
      <details>
        <summary>{t("document.details")}</summary>
        <dl className={classes.detailList}>
          {format ? <Fact name={t("document.format")} value={format} /> : null}
          {Object.entries(metadata).map(([name, value]) => (
            <Fact key={name} name={name} value={String(value)} />
          ))}
          <Fact name={t("document.digest")} value={digest} code />
        </dl>
        {version > 1 ? <Versions facts={facts} /> : null}
      </details>
    </div>
  );
}

function Fact({ name, value, code }: { name: string; value: string; code?: boolean }) {
  return (
    <div>
      <dt>
        <bdi>{name}</bdi>
      </dt>
      <dd>{code ? <code>{value}</code> : <bdi>{value}</bdi>}</dd>
    </div>
  );
}

function Versions({ facts }: { facts: DocumentFacts }) {
  const { t } = useTranslation("library");
  const { data } = useQuery(versionsQuery(facts.id, facts.version));
  return (
    <section aria-label={t("versions")}>
      <h2 className={classes.small}>{t("versions")}</h2>
      <ul className={classes.versions}>
        {data?.map((each) => (
          <li key={each.number}>
            <span>{t("version", { number: each.number })}</span>
            <Time when={each.createdAt} as="day-time" />
            <span>{formatBytes(each.size)}</span>
            <span className={classes.quiet}>{each.searchable ? t("version.searched") : t(`version.${each.status}`)}</span>
            <Anchor href={`/api/v1/documents/${facts.id}/original?version=${each.number}`} download>
              {t("version.download")}
            </Anchor>
          </li>
        ))}
      </ul>
    </section>
  );
}
