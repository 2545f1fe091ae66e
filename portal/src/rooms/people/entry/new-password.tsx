/** A new password: how long it has to be is said before, not after. */

import { PasswordInput } from "@mantine/core";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";

export const entranceQuery = queryOptions({
  queryKey: ["entrance"],
  staleTime: 60_000,
  queryFn: () => unwrap(api.GET("/api/v1/auth/entrance")),
});

export function NewPassword({ value, onChange, required = true, label }: { value: string; onChange: (value: string) => void; required?: boolean; label?: string }) {
  const { t } = useTranslation("people");
  const least = useQuery(entranceQuery).data?.passwordLength;
  return (
    <PasswordInput
      label={label ?? t("password")}
      description={least ? t("password.rule", { count: least }) : undefined}
      name="new-password"
      autoComplete="new-password"
      maxLength={1024}
      required={required}
      withAsterisk={false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
