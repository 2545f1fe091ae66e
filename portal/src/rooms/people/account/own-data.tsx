/** Everything about oneself: as one archive, or gone for good. */

import { Button, Group, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { queryClient } from "@/shell/queries";
import { meQuery } from "@/shell/session";
import { proving } from "@/shell/step-up";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";

import { Section } from "./section";

export function OwnData({ email }: { email: string | null }) {
  const { t } = useTranslation("people");
  const [asked, setAsked] = useState(false);
  return (
    <Section title={t("data.title")} what={t("data.what")}>
      <Group>
        <Button component="a" href="/api/v1/me/export" download variant="default">
          {t("data.export")}
        </Button>
        <Button variant="light" color="red" onClick={() => setAsked(true)}>
          {t("data.delete")}
        </Button>
      </Group>
      <Dialog opened={asked} onClose={() => setAsked(false)} title={t("data.delete.title")}>
        {asked ? <DeleteForm email={email} onClose={() => setAsked(false)} /> : null}
      </Dialog>
    </Section>
  );
}

function DeleteForm({ email, onClose }: { email: string | null; onClose: () => void }) {
  const { t } = useTranslation("people");
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const [documents, setDocuments] = useState<"keep" | "delete">("delete");
  const leave = useMutation({
    mutationFn: () => proving(() => unwrap(api.DELETE("/api/v1/me", { body: { email: email ? typed.trim() : null, documents } }))),
    onSuccess: async ({ receipt }) => {
      queryClient.clear();
      queryClient.setQueryData(meQuery.queryKey, null);
      await navigate({ to: "/erased", search: { receipt }, replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    leave.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text>{t("data.delete.what")}</Text>
        <Radio.Group label={t("data.documents")} value={documents} onChange={(value) => setDocuments(value === "keep" ? "keep" : "delete")}>
          <Stack gap="xs" mt="xs">
            <Radio value="delete" label={t("data.documents.delete")} />
            <Radio value="keep" label={t("data.documents.keep")} />
          </Stack>
        </Radio.Group>
        {email ? <TextInput label={t("data.type", { email })} autoComplete="off" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} /> : null}
        {leave.error ? <ErrorNote error={leave.error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("cancel")}
          </Button>
          <Button type="submit" color="red" loading={leave.isPending} disabled={Boolean(email) && typed.trim().toLowerCase() !== email?.toLowerCase()}>
            {t("data.delete.button")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
