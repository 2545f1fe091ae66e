/** Above a page: which one it is and the ways to others, and how large it is. */

import { ActionIcon, TextInput } from "@mantine/core";
import IconChevronLeft from "@tabler/icons-react/dist/esm/icons/IconChevronLeft.mjs";
import IconChevronRight from "@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs";
import IconZoomIn from "@tabler/icons-react/dist/esm/icons/IconZoomIn.mjs";
import IconZoomOut from "@tabler/icons-react/dist/esm/icons/IconZoomOut.mjs";
import { useTranslation } from "react-i18next";

import { formatNumber } from "../format";
import classes from "./page-view.module.css";

interface Properties {
  page: number;
  pages: number;
  size: number;
  sizes: readonly number[];
  onPage: (page: number) => void;
  onSize: (size: number) => void;
}

export function Tools({ page, pages, size, sizes, onPage, onSize }: Properties) {
  const { t } = useTranslation("ui");
  const scale = sizes[size];
  return (
    <div className={classes.tools}>
      <div>
        <ActionIcon aria-label={t("page.back")} disabled={page <= 1} onClick={() => onPage(page - 1)}>
          <IconChevronLeft size={18} />
        </ActionIcon>
        <Number key={page} page={page} onPage={onPage} />
        <span className={classes.of}>{pages ? t("page.of", { pages: formatNumber(pages) }) : ""}</span>
        <ActionIcon aria-label={t("page.forth")} disabled={page >= pages} onClick={() => onPage(page + 1)}>
          <IconChevronRight size={18} />
        </ActionIcon>
      </div>
      <div>
        <ActionIcon aria-label={t("page.smaller")} disabled={size === 0} onClick={() => onSize(size - 1)}>
          <IconZoomOut size={18} />
        </ActionIcon>
        <span className={classes.size} role="status">
          {scale ? formatNumber(scale, { style: "percent" }) : t("page.fit")}
        </span>
        <ActionIcon aria-label={t("page.larger")} disabled={size === sizes.length - 1} onClick={() => onSize(size + 1)}>
          <IconZoomIn size={18} />
        </ActionIcon>
      </div>
    </div>
  );
}

/** The number of the page, to be typed over. */
function Number({ page, onPage }: { page: number; onPage: (page: number) => void }) {
  const { t } = useTranslation("ui");
  const go = (field: HTMLInputElement) => {
    const wanted = globalThis.Number.parseInt(field.value, 10);
    if (wanted > 0 && wanted !== page) onPage(wanted);
    field.value = String(page);
  };
  return (
    <TextInput
      aria-label={t("page.go")}
      className={classes.number}
      size="xs"
      inputMode="numeric"
      autoComplete="off"
      maxLength={6}
      defaultValue={page}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => go(event.currentTarget)}
      onKeyDown={(event) => event.key === "Enter" && go(event.currentTarget)}
    />
  );
}
