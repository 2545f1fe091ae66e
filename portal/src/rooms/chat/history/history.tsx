/** What was asked before: found by its words, grouped by day; renamed, pinned and deleted in place. */

import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import IconMessagePlus from "@tabler/icons-react/dist/esm/icons/IconMessagePlus.mjs";
import IconSearch from "@tabler/icons-react/dist/esm/icons/IconSearch.mjs";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Ref, useState } from "react";
import { useTranslation } from "react-i18next";

import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";

import { type Conversation, conversationsQuery, pinnedQuery } from "../queries";
import { byDay, type Part } from "./days";
import { useDeletingFailure, useLeaving } from "./deleting";
import { Entry } from "./entry";
import classes from "./history.module.css";

interface Properties {
  current: string | null;
  search: Ref<HTMLInputElement>;
  onChosen?: () => void;
}

export function History({ current, search, onChosen }: Properties) {
  const { t } = useTranslation("chat");
  const [typed, setTyped] = useState("");
  const [query] = useDebouncedValue(typed.trim(), 200);
  const found = useInfiniteQuery({ ...conversationsQuery(query), placeholderData: keepPreviousData });
  const pinned = useQuery(pinnedQuery).data ?? [];
  const gone = new Set(useLeaving().map((each) => each.id));
  const failure = useDeletingFailure();
  const shown = (found.data?.pages.flatMap((page) => page.items) ?? []).filter((each) => !gone.has(each.id));
  const parts: Part[] = query
    ? [{ key: "history.found", name: null, items: shown }]
    : [{ key: "history.pinned", name: null, items: pinned.filter((each) => !gone.has(each.id)) }, ...byDay(shown.filter((each) => !each.pinnedAt))];
  return (
    <>
      <div className={classes.top}>
        <Button component={Link} to="/chat" variant="default" fullWidth leftSection={<IconMessagePlus size={18} stroke={1.7} aria-hidden />} onClick={onChosen}>
          {t("history.new")}
        </Button>
        <div className={classes.search}>
          <IconSearch size={16} aria-hidden />
          <input ref={search} type="search" aria-label={t("history.search")} placeholder={t("history.search")} maxLength={200} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        </div>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <nav aria-label={t("history.title")} className={classes.list} tabIndex={shown.length ? undefined : 0}>
        {failure ? <ErrorNote error={failure} /> : null}
        {found.isPending ? <Loading rows={7} height={32} /> : null}
        {found.error && !found.data ? <ErrorNote error={found.error} onRetry={() => void found.refetch()} /> : null}
        {found.data && !parts.some((part) => part.items.length) ? <p className={classes.none}>{t(query ? "history.none-found" : "history.none")}</p> : null}
        {parts.map((part) => (part.items.length ? <Section key={part.key} part={part} current={current} onChosen={onChosen} /> : null))}
        {found.hasNextPage ? (
          <Button variant="subtle" color="gray" size="xs" fullWidth loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t("history.more")}
          </Button>
        ) : null}
      </nav>
    </>
  );
}

function Section({ part, current, onChosen }: { part: Part; current: string | null; onChosen?: () => void }) {
  const { t } = useTranslation("chat");
  const name = part.name ?? t(part.key);
  return (
    <section aria-label={name}>
      <p className={classes.day}>{name}</p>
      <ul>
        {part.items.map((each: Conversation) => (
          <Entry key={each.id} conversation={each} isCurrent={each.id === current} onChosen={onChosen} />
        ))}
      </ul>
    </section>
  );
}
