/** Search: passages while one types. What was asked stands in the address; the former hits stay until the new ones are there. */

import { Button, SegmentedControl, Switch, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import IconSearch from "@tabler/icons-react/dist/esm/icons/IconSearch.mjs";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { formatNumber } from "@/ui/format";
import { Loading } from "@/ui/loading";
import { PageTitle } from "@/ui/page-title";

import { HitCard } from "./hit";
import classes from "./library.module.css";
import { type Asked, MODES, readAsked, writeAsked } from "./search-asked";
import { SearchFilters } from "./search-filters";

const DEBOUNCE_MS = 150;

export default function SearchPage() {
  const { t } = useTranslation("library");
  const navigate = useNavigate();
  const asked = readAsked(useSearch({ strict: false }));
  const [words, setWords] = useState(asked.query);
  const [settled] = useDebouncedValue(words, DEBOUNCE_MS);
  const change = (what: Partial<Asked>) => void navigate({ to: ".", replace: true, search: (was: Record<string, unknown>) => writeAsked({ ...readAsked(was), ...what }) });
  useEffect(() => {
    if (settled !== asked.query) change({ query: settled });
    // oxlint-disable-next-line react/exhaustive-deps -- only what was typed moves the address, not the other way round
  }, [settled]);
  const input = useRef<HTMLInputElement>(null);
  const results = useRef<HTMLOListElement>(null);
  useKeys(input);
  const question = asked.query.trim();
  const query = useQuery({
    queryKey: ["search", question, asked.mode, asked.collections, asked.filters],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST("/api/v1/search", {
          body: {
            query: question,
            mode: asked.mode,
            topK: 20,
            collectionIds: asked.collections.length ? asked.collections : undefined,
            filters: Object.keys(asked.filters).length ? asked.filters : undefined,
          },
          signal,
        }),
      ),
    enabled: question !== "",
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    // What could not be searched yet (an index that is being loaded) can be in a moment; what never can is not asked for ever.
    refetchInterval: (asking) => (asking.state.data?.degraded && asking.state.dataUpdateCount < 4 ? 1500 : false),
  });
  const data = question === "" ? undefined : query.data;
  return (
    <>
      <PageTitle title={t("search.title")} />
      <search className={classes.searchBar}>
        <TextInput
          ref={input}
          type="search"
          size="lg"
          aria-label={t("search.label")}
          placeholder={t("search.placeholder")}
          leftSection={<IconSearch size={20} aria-hidden />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          onKeyDown={(event) => intoResults(event, results.current)}
          autoFocus
        />
        <div className={classes.searchTools}>
          <SegmentedControl
            size="sm"
            aria-label={t("search.mode")}
            data={MODES.map((each) => ({ value: each, label: t(`search.mode.${each}`) }))}
            value={asked.mode}
            onChange={(mode) => change({ mode: mode as Asked["mode"] })}
          />
          <SearchFilters asked={asked} onChange={change} />
          <Switch size="sm" label={t("search.details")} checked={asked.details} onChange={(event) => change({ details: event.currentTarget.checked })} />
        </div>
      </search>
      <p role="status" className={classes.searchState}>
        {data ? <Summary count={data.hits.length} took={asked.details ? data.took : null} /> : null}
      </p>
      {data?.degraded ? <p className={classes.note}>{data.degraded}</p> : null}
      {query.error && question ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
      {question === "" ? <Teach /> : null}
      {question !== "" && !data && !query.error ? <Loading rows={4} height={120} /> : null}
      {data?.hits.length === 0 && !query.isPlaceholderData ? <NoHits asked={asked} onChange={change} /> : null}
      {data?.hits.length ? (
        // Arrow keys go from hit to hit; each is a link, which Enter opens.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
        <ol ref={results} className={classes.hits} aria-busy={query.isPlaceholderData} onKeyDown={(event) => amongResults(event, results.current, input.current)}>
          {data.hits.map((hit) => (
            <li key={hit.chunkId}>
              <HitCard hit={hit} details={asked.details} />
            </li>
          ))}
        </ol>
      ) : null}
    </>
  );
}

/** `/` leads to the field from anywhere on the page. */
function useKeys(input: { current: HTMLInputElement | null }) {
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || target.closest("input, textarea, select, [contenteditable]")) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [input]);
}

const linksOf = (results: HTMLOListElement | null) => [...(results?.querySelectorAll<HTMLAnchorElement>("a[data-hit]") ?? [])];

function intoResults(event: KeyboardEvent, results: HTMLOListElement | null) {
  if (event.nativeEvent.isComposing || event.keyCode === 229) return;
  const first = linksOf(results)[0];
  if (event.key === "ArrowDown" && first) {
    event.preventDefault();
    first.focus();
  }
  if (event.key === "Enter") first?.click();
}

function amongResults(event: KeyboardEvent, results: HTMLOListElement | null, input: HTMLInputElement | null) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const links = linksOf(results);
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  if (at < 0) return;
  event.preventDefault();
  const next = event.key === "ArrowDown" ? links[at + 1] : links[at - 1];
  if (next) next.focus();
  else if (event.key === "ArrowUp") input?.focus();
}

function Summary({ count, took }: { count: number; took: Record<string, number> | null }) {
  const { t } = useTranslation("library");
  if (!took) return t("search.count", { count, number: formatNumber(count) });
  const milliseconds = (value: number) => t("search.ms", { number: formatNumber(value, { maximumFractionDigits: 1 }) });
  return (
    <>
      {t("search.count", { count, number: formatNumber(count) })}
      <span className={classes.took}>
        {Object.entries(took).map(([part, value]) => (
          <span key={part}>
            {t(`search.took.${part}`, { defaultValue: part })} {milliseconds(value)}
          </span>
        ))}
      </span>
    </>
  );
}

function Teach() {
  const { t } = useTranslation("library");
  return (
    <EmptyState icon={IconSearch} title={t("search.teach")}>
      <p>{t("search.teach.what")}</p>
      <p className={classes.keys}>
        <kbd>/</kbd> {t("search.teach.focus")} <kbd>↓</kbd> <kbd>↑</kbd> {t("search.teach.move")} <kbd>Enter</kbd> {t("search.teach.open")}
      </p>
    </EmptyState>
  );
}

function NoHits({ asked, onChange }: { asked: Asked; onChange: (what: Partial<Asked>) => void }) {
  const { t } = useTranslation("library");
  const narrowed = asked.collections.length > 0 || Object.keys(asked.filters).length > 0;
  const action = narrowed ? (
    <Button variant="default" onClick={() => onChange({ collections: [], filters: {} })}>
      {t("search.everywhere")}
    </Button>
  ) : asked.mode === "hybrid" ? null : (
    <Button variant="default" onClick={() => onChange({ mode: "hybrid" })}>
      {t("search.hybrid")}
    </Button>
  );
  return (
    <EmptyState title={t("search.none")} action={action}>
      {narrowed ? t("search.none.narrowed") : t("search.none.what")}
    </EmptyState>
  );
}
