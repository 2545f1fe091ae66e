/** Where a visitor of a public chatbot arrives who wants an account: the same guest goes on here, then signs up. */

import { Button, Stack, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { arrive } from "@/shell/session";
import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";

const SIGN_UP = "/sign-up";

export default function Join() {
  const { t } = useTranslation("publishing");
  const navigate = useNavigate();
  const begun = useRef(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true; // the code works once
    const code = location.hash.slice(1);
    history.replaceState(history.state, "", location.pathname);
    void (async () => {
      try {
        await unwrap(api.POST("/api/v1/auth/guest/continue", { body: { code } }));
        await arrive();
        await navigate({ to: SIGN_UP, replace: true });
      } catch (failure) {
        setError(failure);
      }
    })();
  }, [navigate]);
  return (
    <Stack gap="md" maw={440} mx="auto" mt="xl">
      <h1>{t("join.title")}</h1>
      {error ? (
        <>
          <ErrorNote error={error} />
          <Button component="a" href={SIGN_UP} variant="default">
            {t("join.without")}
          </Button>
        </>
      ) : (
        <>
          <Text>{t("join.what")}</Text>
          <Loading rows={1} />
        </>
      )}
    </Stack>
  );
}
