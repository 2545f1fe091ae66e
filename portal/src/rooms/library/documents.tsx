/** The documents of a collection: filter, order, choose many. What is chosen for the list stands in the address. */

import { Button, Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import IconFiles from "@tabler/icons-react/dist/esm/icons/IconFiles.mjs";
import IconSearch from "@tabler/icons-react/dist/esm/icons/IconSearch.mjs";
import { keepPreviousData, useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { queryClient } from "@/shell/queries";
import { useHolds } from "@/shell/session";
import { type Column, DataTable, type Sorting } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { formatBytes, formatNumber } from "@/ui/format";
import { Sentence } from "@/ui/sentence";
import { Time } from "@/ui/time";

import { type Collection, collectionQuery, type DocumentFacts, documentsChanged, documentsQuery, type Listing, type Order, type Receipt, retryDocument, type Status } from "./data";
import { StatusLabel } from "./labels";
import classes from "./library.module.css";
import { ReceiptNote } from "./receipt";
import { Selection } from "./selection";

const ORDERS: Order[] = ["created", "updated", "name", "size"];
const STATUSES: Status[] = ["ready", "processing", "received", "failed"];

interface Chosen {
  status?: string;
  name?: unknown;
  order?: string;
  up?: unknown;
}

function useListing(): [Listing, (what: Partial<Listing>) => void] {
  const chosen = useSearch({ strict: false }) as Chosen;
  const navigate = useNavigate();
  const change = (what: Partial<Listing>) => void navigate({ to: ".", replace: true, search: (was: Chosen) => written({ ...read(was), ...what }) });
  return [read(chosen), change];
}

function read(chosen: Chosen): Listing {
  const order = ORDERS.find((each) => each === chosen.order) ?? "created";
  return {
    status: STATUSES.find((each) => each === chosen.status),
    name: chosen.name === undefined ? undefined : String(chosen.name),
    order,
    descending: order === "name" ? chosen.up === 0 : chosen.up !== 1,
  };
}

function written(listing: Listing): Chosen {
  const usual = listing.order !== "name";
  return {
    status: listing.status,
    name: listing.name || undefined,
    order: listing.order === "created" ? undefined : listing.order,
    up: listing.descending === usual ? undefined : listing.descending ? 0 : 1,
  };
}

export function Documents({ collection }: { collection: Collection }) {
  const { t } = useTranslation("library");
  const [listing, change] = useListing();
  const query = useInfiniteQuery({ ...documentsQuery(collection.id, listing), placeholderData: keepPreviousData });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items), [query.data]);
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const [receipt, setReceipt] = useState<{ title: string; receipt: Receipt } | null>(null);
  const writes = useHolds("documents:write");
  useCountsFollow(collection, rows);
  const chosen = rows?.filter((each) => selected.has(each.id)) ?? [];
  const filtered = Boolean(listing.status ?? listing.name);
  const sorting: Sorting = { key: listing.order, descending: listing.descending };
  const onSort = ({ key }: Sorting) =>
    change(key === listing.order ? { descending: !listing.descending } : { order: key as Order, descending: key !== "name" });
  return (
    <section aria-label={t("documents")}>
      {collection.documents || filtered ? <Filters listing={listing} onChange={change} /> : null}
      {receipt ? <ReceiptNote title={receipt.title} receipt={receipt.receipt} onClose={() => setReceipt(null)} /> : null}
      {chosen.length ? (
        <Selection
          chosen={chosen}
          collection={collection}
          onDone={() => setSelected(new Set())}
          onReceipt={(removed, title) => setReceipt({ receipt: removed, title })}
        />
      ) : null}
      <DataTable
        label={t("documents")}
        columns={useColumns()}
        rows={rows}
        rowKey={(each) => each.id}
        rowName={(each) => each.name}
        error={query.error}
        onRetry={() => void query.refetch()}
        sorting={sorting}
        onSort={onSort}
        selected={writes ? selected : undefined}
        onSelect={writes ? setSelected : undefined}
        onMore={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
        moreBusy={query.isFetchingNextPage}
        expected={Math.min(8, Math.max(2, collection.documents))}
        empty={filtered ? <NothingLeft onAll={() => change({ status: undefined, name: undefined })} /> : <NothingYet writes={writes} />}
      />
    </section>
  );
}

/** When the table sees a document settle, the counts above it are asked anew. */
function useCountsFollow(collection: Collection, rows: DocumentFacts[] | undefined) {
  const state = rows?.map((each) => each.status).join();
  useEffect(() => {
    if (state !== undefined) void queryClient.invalidateQueries({ queryKey: collectionQuery(collection.id).queryKey });
  }, [state, collection.id]);
}

function Filters({ listing, onChange }: { listing: Listing; onChange: (what: Partial<Listing>) => void }) {
  const { t } = useTranslation("library");
  const [name, setName] = useState(listing.name ?? "");
  const [settled] = useDebouncedValue(name, 200);
  useEffect(() => {
    if (settled !== (listing.name ?? "")) onChange({ name: settled });
    // oxlint-disable-next-line react/exhaustive-deps -- only what was typed moves the address, not the other way round
  }, [settled]);
  return (
    <div className={classes.filters}>
      <TextInput
        size="sm"
        type="search"
        aria-label={t("filter.name")}
        placeholder={t("filter.name")}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Select
        aria-label={t("filter.status")}
        data={[{ value: "", label: t("filter.all") }, ...STATUSES.map((each) => ({ value: each, label: t(`status.${each}`) }))]}
        value={listing.status ?? ""}
        onChange={(value) => onChange({ status: (value || undefined) as Status | undefined })}
      />
    </div>
  );
}

function NothingYet({ writes }: { writes: boolean }) {
  const { t } = useTranslation("library");
  return (
    <EmptyState icon={IconFiles} title={t("documents.none")}>
      {writes ? t("documents.none.what") : t("documents.none.reader")}
    </EmptyState>
  );
}

function NothingLeft({ onAll }: { onAll: () => void }) {
  const { t } = useTranslation("library");
  return (
    <EmptyState
      title={t("documents.filtered")}
      action={
        <Button variant="default" onClick={onAll}>
          {t("documents.show-all")}
        </Button>
      }
    />
  );
}

function useColumns(): Column<DocumentFacts>[] {
  const { t } = useTranslation("library");
  return [
    { key: "name", label: t("name"), sortable: true, cell: (each) => <Name document={each} /> },
    { key: "status", label: t("status"), width: "8rem", cell: (each) => <StatusLabel status={each.status} /> },
    { key: "pages", label: t("pages"), align: "end", width: "5rem", cell: (each) => <span className={classes.figure}>{each.pages === null ? "–" : formatNumber(each.pages)}</span> },
    { key: "size", label: t("size"), align: "end", sortable: true, width: "7rem", cell: (each) => <span className={classes.figure}>{formatBytes(each.size)}</span> },
    { key: "created", label: t("added"), sortable: true, width: "9rem", cell: (each) => <Time when={each.createdAt} /> },
  ];
}

function Name({ document }: { document: DocumentFacts }) {
  const { t } = useTranslation("library");
  const { id, name, version, failure } = document;
  return (
    <span className={classes.named}>
      <Link to={`/documents/${id}`} className={classes.link}>
        <bdi>{name}</bdi>
      </Link>
      {version > 1 ? <span className={classes.aside}>{t("version", { number: version })}</span> : null}
      {failure ? <Failed document={document} /> : null}
    </span>
  );
}

/** Why it could not be read, and one click to try again. */
function Failed({ document: { id, name, failure } }: { document: DocumentFacts }) {
  const { t } = useTranslation("library");
  const writes = useHolds("documents:write");
  const again = useMutation({ mutationFn: () => retryDocument(id), onSettled: () => documentsChanged() });
  return (
    <span className={classes.failure}>
      <span>
        <Sentence text={failure?.message ?? ""} /> {failure?.hint ? <Sentence text={failure.hint} /> : null}
      </span>
      {writes ? (
        <Button size="compact-xs" variant="default" loading={again.isPending} aria-label={t("retry.named", { name })} onClick={() => again.mutate()}>
          {t("retry")}
        </Button>
      ) : null}
    </span>
  );
}
