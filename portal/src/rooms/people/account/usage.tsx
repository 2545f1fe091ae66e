/** What was used of each limit, what is left, and when it comes back. */

import { Progress, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { api, type Schema, unwrap } from "@/api/client";
import { currentLanguage } from "@/shell/language";
import { ErrorNote } from "@/ui/error-note";
import { formatBytes, formatNumber } from "@/ui/format";
import { Loading } from "@/ui/loading";
import { Time } from "@/ui/time";

import classes from "./usage.module.css";

type Meter = Schema<"StandingOut">;

export function Usage() {
  const { t } = useTranslation("people");
  const usage = useQuery({ queryKey: ["me", "usage"], queryFn: () => unwrap(api.GET("/api/v1/me/usage")) });
  if (usage.error) return <ErrorNote error={usage.error} onRetry={() => void usage.refetch()} />;
  if (!usage.data) return <Loading />;
  const { tier, meters } = usage.data;
  const limited = meters.filter(({ limit }) => limit !== null);
  return (
    <Stack>
      {tier ? <Text>{t("usage.tier", { tier: currentLanguage() === "ko" ? tier.titleKo : tier.titleEn })}</Text> : null}
      {limited.length ? null : <Text c="dimmed">{t("usage.unlimited")}</Text>}
      <ul className={classes.meters}>
        {limited.map((meter) => (
          <Line key={`${meter.of} ${meter.meter} ${meter.period}`} meter={meter} />
        ))}
      </ul>
    </Stack>
  );
}

const amount = (meter: Meter, value: number) => (meter.meter === "storage" ? formatBytes(value) : formatNumber(value));

function Line({ meter }: { meter: Meter }) {
  const { t } = useTranslation("people");
  const limit = meter.limit ?? 0;
  const left = meter.left ?? 0;
  const share = limit > 0 ? Math.min(1, (meter.used + meter.reserved) / limit) : 1;
  const title = t(`meter.${meter.meter}.${meter.period}`);
  return (
    <li>
      <div className={classes.line}>
        <span>
          {title}
          {meter.of === "network" ? ` (${t("usage.network")})` : ""}
        </span>
        <span>{t("usage.left", { left: amount(meter, left), limit: amount(meter, limit) })}</span>
      </div>
      <Progress value={share * 100} color={share >= 1 ? "red" : share >= 0.8 ? "yellow" : undefined} size="sm" aria-label={title} />
      {meter.resetsAt && meter.used > 0 ? (
        <Text size="sm" c="dimmed">
          {t("usage.back")} <Time when={meter.resetsAt} as="day-time" />
        </Text>
      ) : null}
    </li>
  );
}
