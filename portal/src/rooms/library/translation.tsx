/** A document in another language, each passage beside its original; page by page, because a model has to write it. */

import { Button, Group, Select } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { currentLanguage } from "@/shell/language";
import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";

import type { DocumentFacts } from "./data";
import classes from "./library.module.css";
import { PassageText } from "./passage-text";

const LANGUAGES = ["ko", "en", "zh", "ja"] as const;
type Target = (typeof LANGUAGES)[number];
const AT_A_TIME = 5;

export function Translation({ facts, onClose }: { facts: DocumentFacts; onClose: () => void }) {
  const { t } = useTranslation("library");
  const [language, setLanguage] = useState<Target>(facts.language === currentLanguage() ? (currentLanguage() === "ko" ? "en" : "ko") : currentLanguage());
  const query = useInfiniteQuery({
    queryKey: ["library", "translation", facts.id, facts.digest, language],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.POST("/api/v1/documents/{document_id}/translation", {
          params: { path: { document_id: facts.id } },
          body: { language, cursor: pageParam, limit: AT_A_TIME },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const passages = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-label={t("document.translate")} aria-busy={query.isFetching}>
      <Group mb="md">
        <Select
          aria-label={t("translation.into")}
          data={LANGUAGES.map((each) => ({ value: each, label: t(`translation.${each}`) }))}
          value={language}
          onChange={(value) => setLanguage(value as Target)}
        />
        <Button variant="subtle" onClick={onClose}>
          {t("document.as-read")}
        </Button>
      </Group>
      {passages.map((each) => (
        <div key={each.chunkId} className={classes.pair}>
          <div lang={language}>
            <PassageText text={each.text} format={facts.format} spans={[]} />
          </div>
          <div lang={facts.language ?? undefined} className={classes.original}>
            <PassageText text={each.paragraphs.map(({ original }) => original).join("\n\n")} format={facts.format} spans={[]} />
          </div>
        </div>
      ))}
      {query.error ? <ErrorNote error={query.error} onRetry={() => void (query.data ? query.fetchNextPage() : query.refetch())} /> : null}
      {query.isFetching ? <Loading rows={3} height={88} /> : null}
      {query.hasNextPage && !query.isFetching ? (
        <Button variant="default" onClick={() => void query.fetchNextPage()}>
          {t("translation.more")}
        </Button>
      ) : null}
    </section>
  );
}
