/** An answer in another language; the original is one click away. */

import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { api, type Schema, unwrap } from "@/api/client";
import { ErrorNote } from "@/ui/error-note";

import type { Message } from "../queries";
import classes from "./thread.module.css";

export type Tongue = Schema<"TranslationIn">["language"];

export const TONGUES: { code: Tongue; name: string }[] = [
  { code: "ko", name: "한국어" },
  { code: "en", name: "English" },
  { code: "zh", name: "中文" },
  { code: "ja", name: "日本語" },
];

interface Properties {
  message: Message;
  tongue: Tongue;
  onOriginal: () => void;
  render: (text: string) => ReactNode;
}

export function Translation({ message, tongue, onOriginal, render }: Properties) {
  const { t } = useTranslation("chat");
  const path = { message_id: message.id };
  const { data, error, refetch } = useQuery({
    queryKey: ["chat", "translation", message.id, tongue],
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: ({ signal }) =>
      unwrap(api.POST("/api/v1/messages/{message_id}/translation", { params: { path }, body: { language: tongue }, signal })),
  });
  const name = TONGUES.find((each) => each.code === tongue)?.name;
  const lost = new Set(data?.paragraphs.flatMap((each) => each.lost));
  return (
    <div>
      <p className={classes.translated} role="status">
        {data ? t("translate.done", { name }) : error ? t("translate.failed") : t("translate.coming", { name })}
        <Button size="compact-sm" variant="subtle" onClick={onOriginal}>
          {t("translate.original")}
        </Button>
      </p>
      {error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
      <div lang={data ? tongue : undefined} className={data || error ? undefined : classes.fading}>
        {render(data?.text ?? message.text)}
      </div>
      {lost.size ? <p className={classes.quiet}>{t("translate.lost", { what: [...lost].join(", ") })}</p> : null}
    </div>
  );
}
