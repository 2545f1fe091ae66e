/** What a deletion removed, and that a look afterwards found nothing left. */

import { Button } from "@mantine/core";
import IconCircleCheck from "@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import { formatNumber } from "@/ui/format";

import type { Receipt } from "./data";
import classes from "./library.module.css";

interface Properties {
  title: string;
  receipt: Receipt;
  onClose?: () => void;
  children?: ReactNode;
}

export function ReceiptNote({ title, receipt, onClose, children }: Properties) {
  const { t } = useTranslation("library");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const counts = (["documents", "versions", "chunks", "vectors", "lexicalEntries", "objects", "objectsKept"] as const).filter(
    (each) => each !== "objectsKept" || receipt.objectsKept > 0,
  );
  return (
    <section className={classes.receipt} aria-label={t("receipt.label")}>
      <h2 ref={heading} tabIndex={-1}>
        <bdi>{title}</bdi>
      </h2>
      <p className={receipt.verified ? classes.verified : classes.bad}>
        {receipt.verified ? <IconCircleCheck size={18} stroke={1.8} aria-hidden /> : null}
        {receipt.verified ? t("receipt.verified") : t("receipt.unverified")}
      </p>
      <dl>
        {counts.map((each) => (
          <div key={each}>
            <dt>{t(`receipt.${each}`)}</dt>
            <dd>{formatNumber(receipt[each])}</dd>
          </div>
        ))}
      </dl>
      {children}
      {onClose ? (
        <Button variant="default" size="xs" onClick={onClose}>
          {t("close")}
        </Button>
      ) : null}
    </section>
  );
}
