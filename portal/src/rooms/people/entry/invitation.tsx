/** Where a link of an invitation leads: who asks whom to come where; taken by who is signed in, or with a new account. */

import { Anchor, Button, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { arrive, useMe } from "@/shell/session";
import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";

import { Card } from "./card";
import { useLinkToken } from "./link-token";
import { SignUpForm } from "./sign-up";

export default function Invitation() {
  const { t } = useTranslation("people");
  const code = useLinkToken();
  const me = useMe();
  const preview = useQuery({
    queryKey: ["invitation", code],
    enabled: Boolean(code),
    retry: false,
    queryFn: () => unwrap(api.POST("/api/v1/invitations/preview", { body: { code } })),
  });
  if (!code) return <Card title={t("invitation.title")} what={t("link.missing")} />;
  if (preview.error) {
    return (
      <Card title={t("invitation.title")}>
        <ErrorNote error={preview.error} />
      </Card>
    );
  }
  if (!preview.data) return <Loading />;
  const what = preview.data.workspace
    ? t("invitation.to", { inviter: preview.data.inviter || t("invitation.somebody"), workspace: preview.data.workspace })
    : t("invitation.tier", { inviter: preview.data.inviter || t("invitation.somebody") });
  if (me?.account && me.kind !== "guest") return <Take code={code} what={what} name={me.account.name || me.account.email || ""} />;
  return <SignUpForm title={t("invitation.title")} what={what} invitation={code} />;
}

function Take({ code, what, name }: { code: string; what: string; name: string }) {
  const { t } = useTranslation("people");
  const navigate = useNavigate();
  const take = useMutation({
    mutationFn: async () => {
      const taken = await unwrap(api.POST("/api/v1/me/invitations/redeem", { body: { code } }));
      if (taken.workspaceId) await unwrap(api.POST("/api/v1/me/workspace", { body: { workspaceId: taken.workspaceId } }));
      await arrive();
      return taken;
    },
    onSuccess: () => navigate({ to: "/", replace: true }),
  });
  return (
    <Card title={t("invitation.title")} what={what}>
      <Stack>
        <Text size="sm">{t("invitation.as", { name })}</Text>
        {take.error ? <ErrorNote error={take.error} /> : null}
        <Button size="md" fullWidth loading={take.isPending} onClick={() => take.mutate()}>
          {t("invitation.take")}
        </Button>
        <Anchor component={Link} to="/" size="sm">
          {t("invitation.later")}
        </Anchor>
      </Stack>
    </Card>
  );
}
