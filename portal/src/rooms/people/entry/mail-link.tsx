/** The page behind a link of a mail: what one click does, and what came of it. */

import { Anchor, Button, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { ApiError } from "@/api/errors";
import { ErrorNote } from "@/ui/error-note";

import { Card } from "./card";
import { useLinkToken } from "./link-token";

interface Properties<Answer> {
  title: string;
  what: string;
  button: string;
  /** Sends the token. */
  send: (token: string) => Promise<Answer>;
  done: (answer: Answer) => string;
  /** Fields above the button. */
  children?: ReactNode;
}

export function MailLink<Answer>({ title, what, button, send, done, children }: Properties<Answer>) {
  const { t } = useTranslation("people");
  const token = useLinkToken();
  const go = useMutation({ mutationFn: () => send(token) });
  const spent = go.error instanceof ApiError && go.error.code === "MAIL_LINK_NOT_VALID";

  const submit = (event: FormEvent) => {
    event.preventDefault();
    go.mutate();
  };

  if (!token) return <Card title={title} what={t("link.missing")} />;
  return (
    <Card title={title} what={go.data ? undefined : what}>
      {go.data ? (
        <Stack role="status">
          <Text>{done(go.data)}</Text>
          <Anchor component={Link} to="/">
            {t("link.on")}
          </Anchor>
        </Stack>
      ) : (
        <form onSubmit={submit}>
          <Stack>
            {spent ? null : children}
            {go.error ? <ErrorNote error={go.error} /> : null}
            {spent ? null : (
              <Button type="submit" size="md" fullWidth loading={go.isPending}>
                {button}
              </Button>
            )}
          </Stack>
        </form>
      )}
    </Card>
  );
}
