/** Who the visitors are, where the site knows its own users: the secret that its server signs with, shown once. */

import { Button, Code, Group, Select, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { api, unwrap } from "@/api/client";
import { ErrorNote } from "@/ui/error-note";

import { type Publication, publicationQuery } from "./queries";
import { queryClient } from "@/shell/queries";

const MODES = ["off", "optional", "required"] as const;

export function Identity({ publication, onChanged }: { publication: Publication; onChanged: (changed: Publication) => void }) {
  const { t } = useTranslation("publishing");
  const params = { path: { publication_id: publication.id } };
  const again = () => queryClient.invalidateQueries({ queryKey: publicationQuery(publication.id).queryKey });
  const make = useMutation({ mutationFn: () => unwrap(api.POST("/api/v1/publications/{publication_id}/secret", { params })), onSuccess: again });
  const remove = useMutation({ mutationFn: () => unwrap(api.DELETE("/api/v1/publications/{publication_id}/secret", { params })), onSuccess: again });
  const choose = useMutation({
    mutationFn: (identity: (typeof MODES)[number]) => unwrap(api.PATCH("/api/v1/publications/{publication_id}", { params, body: { identity } })),
    onSuccess: onChanged,
  });
  const error = make.error ?? remove.error ?? choose.error;
  return (
    <section>
      <h2>{t("identity.title")}</h2>
      <Stack gap="sm">
        <Text size="sm">{t("identity.what")}</Text>
        {publication.hasSecret ? (
          <Select label={t("identity.mode")} allowDeselect={false} data={MODES.map((value) => ({ value, label: t(`identity.${value}`) }))} value={publication.identity} onChange={(value) => value && choose.mutate(value as (typeof MODES)[number])} />
        ) : null}
        {make.data ? (
          <div role="status">
            <Text size="sm">{t("identity.once")}</Text>
            <Code block>{make.data.secret}</Code>
          </div>
        ) : null}
        <Group>
          <Button variant="default" size="xs" loading={make.isPending} onClick={() => make.mutate()}>
            {t(publication.hasSecret ? "identity.renew" : "identity.make")}
          </Button>
          {publication.hasSecret ? (
            <Button variant="subtle" color="red" size="xs" loading={remove.isPending} onClick={() => remove.mutate()}>
              {t("identity.remove")}
            </Button>
          ) : null}
        </Group>
        {error ? <ErrorNote error={error} /> : null}
      </Stack>
    </section>
  );
}
