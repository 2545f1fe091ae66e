/** One account: its tier and roles in the service, the way back in, and what shuts it out. */

import { Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, type Schema, unwrap } from "@/api/client";
import { useMe } from "@/shell/session";
import { proving } from "@/shell/step-up";
import { ErrorNote } from "@/ui/error-note";
import { State } from "@/ui/state";
import { Time } from "@/ui/time";

import { type Account, changed } from "../data";
import classes from "../parts/admin.module.css";
import { TierChoice } from "../parts/choices";
import { DeleteAccount } from "./delete-account";
import { TONES } from "./states";
import { WayIn } from "./way-in";

type Change = Schema<"AccountChangeIn">;
type PlatformRole = NonNullable<Change["platformRoles"]>[number];
const PLATFORM_ROLES: PlatformRole[] = ["operator", "auditor"];

export function AccountDetails({ account: given, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useTranslation("admin");
  const me = useMe();
  const [account, setAccount] = useState(given);
  const change = useMutation({
    mutationFn: (body: Change) => proving(() => unwrap(api.PATCH("/api/v1/accounts/{account_id}", { params: { path: { account_id: account.id } }, body }))),
    onSuccess: async (now) => {
      setAccount(now);
      await changed("accounts", "tiers", "members");
    },
  });
  const own = account.id === me?.account?.id;
  return (
    <Stack gap={0}>
      <dl className={classes.facts}>
        <dt>{t("email")}</dt>
        <dd>{account.email ? `${account.email}${account.emailVerified ? "" : ` (${t("accounts.unconfirmed")})`}` : "–"}</dd>
        <dt>{t("state")}</dt>
        <dd>
          <State tone={TONES[account.state] ?? "quiet"} text={t(`account.state.${account.state}`)} />
        </dd>
        <dt>{t("made")}</dt>
        <dd>
          <Time when={account.createdAt} as="day" />
        </dd>
        <dt>{t("accounts.seen")}</dt>
        <dd>{account.lastSeenAt ? <Time when={account.lastSeenAt} /> : t("accounts.never-seen")}</dd>
      </dl>
      {change.error ? <ErrorNote error={change.error} /> : null}
      <Rights key={`${account.tier} ${account.platformRoles.join(" ")}`} account={account} busy={change.isPending} onSave={(body) => change.mutate(body)} />
      {account.kind === "person" && !own ? <Door account={account} busy={change.isPending} onChange={(state) => change.mutate({ state })} /> : null}
      {account.kind === "person" ? <WayIn account={account} /> : null}
      {own || account.kind !== "person" ? null : <DeleteAccount account={account} onGone={onClose} />}
    </Stack>
  );
}

function Rights({ account, busy, onSave }: { account: Account; busy: boolean; onSave: (change: Change) => void }) {
  const { t } = useTranslation("admin");
  const [tier, setTier] = useState(account.tier);
  const [roles, setRoles] = useState<string[]>(account.platformRoles);
  const other = tier !== account.tier || roles.toSorted().join() !== account.platformRoles.toSorted().join();
  return (
    <section className={classes.section}>
      <h2>{t("accounts.rights")}</h2>
      <p>{t("accounts.rights.what")}</p>
      <Stack gap="md">
        <TierChoice label={t("tier")} value={tier} onChange={setTier} />
        {account.kind === "person" ? (
          <Checkbox.Group label={t("accounts.service-role")} labelProps={{ size: "md" }} value={roles} onChange={setRoles}>
            <Stack gap="xs" mt="xs">
              {PLATFORM_ROLES.map((role) => (
                <Checkbox key={role} value={role} label={t(`platform-role.${role}`)} description={t(`platform-role.what.${role}`)} />
              ))}
            </Stack>
          </Checkbox.Group>
        ) : null}
        <Group>
          <Button disabled={!other} loading={busy} onClick={() => onSave({ tier, ...(account.kind === "person" ? { platformRoles: roles as PlatformRole[] } : {}) })}>
            {t("save")}
          </Button>
        </Group>
      </Stack>
    </section>
  );
}

function Door({ account, busy, onChange }: { account: Account; busy: boolean; onChange: (state: "active" | "suspended") => void }) {
  const { t } = useTranslation("admin");
  const { state } = account;
  return (
    <section className={classes.section}>
      <h2>{t("accounts.door")}</h2>
      <p>{t(`accounts.door.${state}`)}</p>
      <Group>
        {state === "waiting" ? (
          <Button loading={busy} onClick={() => onChange("active")}>
            {t("accounts.approve")}
          </Button>
        ) : null}
        {state === "suspended" ? (
          <Button loading={busy} onClick={() => onChange("active")}>
            {t("accounts.activate")}
          </Button>
        ) : (
          <Button variant="default" loading={busy} onClick={() => onChange("suspended")}>
            {t("accounts.suspend")}
          </Button>
        )}
        <Text size="sm" c="dimmed" role="status">
          {busy ? t("working") : ""}
        </Text>
      </Group>
    </section>
  );
}
