/** Invite somebody: by a link that is shown once, or by a mail to one address. */

import { MultiSelect, NumberInput, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, type Schema, unwrap } from "@/api/client";
import { useHolds } from "@/shell/session";
import { DialogForm } from "@/ui/dialog-form";

import { changed, groupsQuery, type Role } from "../data";
import { ExpiryChoice, inDays, RoleChoice, TierChoice } from "../parts/choices";
import { Secret } from "../parts/secret";

const MOST_USES = 10_000;

export function NewInvitation({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("admin");
  const [made, setMade] = useState<Schema<"NewInvitationOut"> | null>(null);
  if (made?.link) return <Secret what={t(made.email ? "invitations.link.not-mailed" : "invitations.link")} text={made.link} onDone={onClose} />;
  return <Fields onClose={onClose} onMade={setMade} />;
}

function Fields({ onClose, onMade }: { onClose: () => void; onMade: (made: Schema<"NewInvitationOut">) => void }) {
  const { t } = useTranslation("admin");
  const [by, setBy] = useState("link");
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const [tier, setTier] = useState("");
  const [groupIds, setGroupIds] = useState<string[]>([]);
  const [uses, setUses] = useState(1);
  const [days, setDays] = useState("7");
  const [note, setNote] = useState("");
  const givesTiers = useHolds("tiers");
  const groups = useQuery(groupsQuery).data ?? [];
  const mailed = by === "mail";

  async function invite() {
    const body = {
      email: mailed ? email.trim() : null,
      role,
      tier: tier || null,
      groupIds,
      uses: mailed ? 1 : uses,
      expiresAt: inDays(days),
      note: note.trim(),
    };
    const made = await unwrap(api.POST("/api/v1/invitations", { body }));
    await changed("invitations");
    if (!made.link) return "done";
    onMade(made);
    return "stay";
  }

  return (
    <DialogForm onClose={onClose} action={t("invitations.make")} onSubmit={invite} disabled={mailed && !email.trim()}>
      <SegmentedControl
        aria-label={t("invitations.how")}
        data={[
          { value: "link", label: t("invitations.by-link") },
          { value: "mail", label: t("invitations.by-mail") },
        ]}
        value={by}
        onChange={setBy}
      />
      {mailed ? (
        <TextInput label={t("email")} description={t("invitations.email.what")} inputWrapperOrder={["label", "input", "description"]} type="email" maxLength={254} value={email} onChange={(event) => setEmail(event.currentTarget.value)} data-autofocus />
      ) : (
        <Text size="sm" c="dimmed">
          {t("invitations.by-link.what")}
        </Text>
      )}
      <RoleChoice value={role} onChange={setRole} />
      {givesTiers ? <TierChoice label={t("tier")} description={t("invitations.tier.what")} none={t("invitations.tier.none")} value={tier} onChange={setTier} /> : null}
      {groups.length ? (
        <MultiSelect size="md" label={t("groups")} data={groups.map(({ id, name }) => ({ value: id, label: name }))} value={groupIds} onChange={setGroupIds} searchable />
      ) : null}
      <Stack gap="md">
        {mailed ? null : (
          <NumberInput size="md" label={t("invitations.uses")} description={t("invitations.uses.what")} inputWrapperOrder={["label", "input", "description"]} min={1} max={MOST_USES} allowDecimal={false} value={uses} onChange={(value) => setUses(Number(value) || 1)} />
        )}
        <ExpiryChoice label={t("expires")} value={days} onChange={setDays} />
        <TextInput label={t("invitations.note")} description={t("invitations.note.what")} inputWrapperOrder={["label", "input", "description"]} maxLength={1000} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      </Stack>
    </DialogForm>
  );
}
