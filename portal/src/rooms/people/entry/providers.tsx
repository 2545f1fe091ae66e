/** Other ways in than a password: providers that the operator has set up. They leave this page, so they are links. */

import { Button, Divider, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";

const TITLES: Record<string, string> = { google: "Google", github: "GitHub", naver: "Naver", kakao: "Kakao" };

export function Providers({ next, invitation }: { next: string; invitation?: string }) {
  const { t } = useTranslation("people");
  const doors = useQuery({ queryKey: ["doors"], staleTime: 60_000, queryFn: () => unwrap(api.GET("/api/v1/auth/oidc")) }).data?.items ?? [];
  if (!doors.length) return null;
  const query = new URLSearchParams({ returnTo: next, ...(invitation ? { invitation } : {}) });
  return (
    <Stack gap="xs" mt="md">
      <Divider label={t("or")} labelPosition="center" />
      {doors.map(({ name, start }) => (
        <Button key={name} component="a" href={`${start}?${query}`} variant="default" size="md" fullWidth>
          {t("provider.with", { name: TITLES[name] ?? name })}
        </Button>
      ))}
    </Stack>
  );
}
