/** A table of things: loading, empty and failed alike everywhere; on a phone each row becomes a card. */

import { Button, Checkbox, Skeleton, Table, UnstyledButton } from "@mantine/core";
import IconArrowDown from "@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs";
import IconArrowUp from "@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import classes from "./data-table.module.css";
import { ErrorNote } from "./error-note";

export interface Column<Row> {
  key: string;
  /** Also the label of the value on a phone. */
  label: string;
  cell: (row: Row) => ReactNode;
  align?: "start" | "end";
  /** Clicking the head calls `onSort` with the key. */
  sortable?: boolean;
  /** The head is for screen readers only, as over buttons. */
  quiet?: boolean;
  width?: string;
}

export interface Sorting {
  key: string;
  descending: boolean;
}

interface Properties<Row> {
  /** What the table lists, for screen readers. */
  label: string;
  columns: Column<Row>[];
  /** `undefined` while they are being read. */
  rows: Row[] | undefined;
  rowKey: (row: Row) => string;
  /** Names a row in the label of its checkbox. */
  rowName?: (row: Row) => string;
  error?: unknown;
  onRetry?: () => void;
  empty: ReactNode;
  sorting?: Sorting;
  onSort?: (sorting: Sorting) => void;
  selected?: ReadonlySet<string>;
  onSelect?: (selected: Set<string>) => void;
  /** Present where there is more to read. */
  onMore?: () => void;
  moreBusy?: boolean;
  /** How many grey rows stand for those to come. */
  expected?: number;
}

export function DataTable<Row>(all: Properties<Row>) {
  const { t } = useTranslation("ui");
  const { rows, error, onRetry, empty, onMore, moreBusy } = all;
  if (error && !rows) return <ErrorNote error={error} onRetry={onRetry} />;
  if (rows?.length === 0) return empty;
  return (
    <div aria-busy={rows === undefined}>
      <Table className={classes.table} verticalSpacing="sm" horizontalSpacing="md" aria-label={all.label}>
        <Head {...all} />
        <Table.Tbody>
          {rows ? rows.map((row) => <Line key={all.rowKey(row)} row={row} all={all} />) : <Grey all={all} />}
        </Table.Tbody>
      </Table>
      {error ? <ErrorNote error={error} onRetry={onRetry} /> : null}
      {onMore ? (
        <Button variant="default" mt="md" onClick={onMore} loading={moreBusy}>
          {t("table.more")}
        </Button>
      ) : null}
    </div>
  );
}

function Head<Row>({ columns, rows, rowKey, sorting, onSort, selected, onSelect }: Properties<Row>) {
  const { t } = useTranslation("ui");
  const keys = rows?.map(rowKey) ?? [];
  const chosen = keys.filter((key) => selected?.has(key)).length;
  return (
    <Table.Thead>
      <Table.Tr>
        {onSelect ? (
          <Table.Th className={classes.check}>
            <Checkbox
              aria-label={t("table.select-all")}
              checked={chosen > 0 && chosen === keys.length}
              indeterminate={chosen > 0 && chosen < keys.length}
              onChange={() => onSelect(new Set(chosen === keys.length ? [] : keys))}
            />
          </Table.Th>
        ) : null}
        {columns.map((column) => (
          <Table.Th key={column.key} w={column.width} ta={column.align} aria-sort={sorted(column.key, sorting)}>
            {column.sortable && onSort ? (
              <UnstyledButton
                className={classes.sort}
                onClick={() => onSort({ key: column.key, descending: sorting?.key === column.key && !sorting.descending })}
              >
                {column.label}
                <Arrow mine={sorting?.key === column.key} descending={sorting?.descending ?? false} />
              </UnstyledButton>
            ) : (
              <span className={column.quiet ? classes.quiet : undefined}>{column.label}</span>
            )}
          </Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
  );
}

function Arrow({ mine, descending }: { mine: boolean; descending: boolean }) {
  if (!mine) return null;
  return descending ? <IconArrowDown size={14} aria-hidden /> : <IconArrowUp size={14} aria-hidden />;
}

const sorted = (key: string, sorting?: Sorting) =>
  sorting?.key === key ? (sorting.descending ? "descending" : "ascending") : undefined;

function Line<Row>({ row, all }: { row: Row; all: Properties<Row> }) {
  const { t } = useTranslation("ui");
  const { columns, rowKey, rowName, selected, onSelect } = all;
  const key = rowKey(row);
  const toggle = () => {
    const next = new Set(selected);
    if (!next.delete(key)) next.add(key);
    onSelect?.(next);
  };
  return (
    <Table.Tr data-selected={selected?.has(key) || undefined}>
      {onSelect ? (
        <Table.Td className={classes.check}>
          <Checkbox aria-label={t("table.select", { name: rowName?.(row) ?? key })} checked={selected?.has(key) ?? false} onChange={toggle} />
        </Table.Td>
      ) : null}
      {columns.map((column) => (
        <Table.Td key={column.key} ta={column.align} data-label={column.quiet ? "" : column.label}>
          {column.cell(row)}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}

function Grey<Row>({ all }: { all: Properties<Row> }) {
  const count = all.columns.length + (all.onSelect ? 1 : 0);
  return Array.from({ length: all.expected ?? 5 }, (_, at) => (
    <Table.Tr key={at}>
      <Table.Td colSpan={count}>
        <Skeleton height={22} radius="sm" />
      </Table.Td>
    </Table.Tr>
  ));
}
