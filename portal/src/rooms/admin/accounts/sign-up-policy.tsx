/** How new people come in: not at all, by invitation, openly, or openly with approval. */

import { Button, Group, NativeSelect, Radio, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, type Schema, unwrap } from "@/api/client";
import { queryClient } from "@/shell/queries";
import { proving } from "@/shell/step-up";
import { ErrorNote } from "@/ui/error-note";
import { Loading } from "@/ui/loading";
import { PageTitle } from "@/ui/page-title";

import { signUpQuery } from "../data";
import classes from "../parts/admin.module.css";
import { TierChoice } from "../parts/choices";
import { Tabs } from "../parts/tabs";

type Policy = Schema<"SignUpPolicy">;
const MODES: Policy["mode"][] = ["closed", "invitation", "approval", "open"];
const OWN = "own";
const PLACES = ["guest", "viewer", "editor", OWN];

export default function SignUp() {
  const { t } = useTranslation("admin");
  const { data, error, refetch } = useQuery(signUpQuery);
  return (
    <>
      <PageTitle title={t("sign-up.title")} description={t("sign-up.what")} />
      <Tabs of="accounts" />
      {data ? <Form policy={data} /> : error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : <Loading rows={4} height={64} />}
    </>
  );
}

function Form({ policy }: { policy: Policy }) {
  const { t } = useTranslation("admin");
  const [mode, setMode] = useState(policy.mode);
  const [role, setRole] = useState(policy.role);
  const [tier, setTier] = useState(policy.tier ?? "stargazer");
  const save = useMutation({
    mutationFn: () => proving(() => unwrap(api.PUT("/api/v1/policies/sign-up", { body: { mode, role, tier } }))),
    onSuccess: (now) => queryClient.setQueryData(signUpQuery.queryKey, now),
  });
  const open = mode === "open" || mode === "approval";
  const other = mode !== policy.mode || role !== policy.role || tier !== policy.tier;
  return (
    <Stack gap="lg" className={classes.form}>
      <Radio.Group label={t("sign-up.mode")} value={mode} onChange={(value) => setMode(value as Policy["mode"])}>
        <Stack gap="sm" mt="xs">
          {MODES.map((each) => (
            <Radio key={each} value={each} label={t(`sign-up.mode.${each}`)} description={t(`sign-up.mode.${each}.what`)} />
          ))}
        </Stack>
      </Radio.Group>
      {open ? (
        <>
          <NativeSelect
            size="md"
            label={t("sign-up.role")}
            description={t(`sign-up.place.${role ?? OWN}.what`)}
            inputWrapperOrder={["label", "input", "description"]}
            data={PLACES.map((value) => ({ value, label: t(`sign-up.place.${value}`) }))}
            value={role ?? OWN}
            onChange={(event) => setRole(event.currentTarget.value === OWN ? null : (event.currentTarget.value as Policy["role"]))}
          />
          <TierChoice label={t("sign-up.tier")} value={tier} onChange={setTier} />
        </>
      ) : null}
      {save.error ? <ErrorNote error={save.error} /> : null}
      <Group>
        <Button loading={save.isPending} disabled={!other} onClick={() => save.mutate()}>
          {t("save")}
        </Button>
        <Text role="status" c="dimmed">
          {save.isSuccess && !other ? t("sign-up.saved") : ""}
        </Text>
      </Group>
    </Stack>
  );
}
