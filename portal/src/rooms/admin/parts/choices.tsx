/** Choices that several forms offer: roles, tiers, how long something holds. */

import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { currentLanguage } from "@/shell/language";
import { useHolds, useMe } from "@/shell/session";

import { type Role, type Tier, tiersQuery } from "../data";

export const ROLES: Role[] = ["owner", "admin", "editor", "viewer", "guest"];
const DAY_MS = 86_400_000;

/** Roles that this person may give: nobody gives more than they hold. */
export function useGivable(): Role[] {
  const me = useMe();
  const own = me?.role as Role | null | undefined;
  return own ? ROLES.slice(ROLES.indexOf(own)) : ROLES;
}

interface RoleProperties {
  value: Role;
  onChange: (role: Role) => void;
  /** With it the label is for screen readers only, as in a table. */
  quietLabel?: string;
  disabled?: boolean;
}

export function RoleChoice({ value, onChange, quietLabel, disabled }: RoleProperties) {
  const { t } = useTranslation("admin");
  const givable = useGivable();
  const roles = givable.includes(value) ? givable : [value, ...givable];
  return (
    <NativeSelect
      size={quietLabel ? "sm" : "md"}
      label={quietLabel ? undefined : t("role")}
      aria-label={quietLabel}
      description={quietLabel ? undefined : t(`role.what.${value}`)}
      inputWrapperOrder={["label", "input", "description"]}
      data={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(event.currentTarget.value as Role)}
    />
  );
}

export const titleOf = (tier: Pick<Tier, "titleEn" | "titleKo">) => (currentLanguage() === "ko" ? tier.titleKo : tier.titleEn);

/** The tiers of the service, for whoever may see them. */
export function useTiers(): Tier[] {
  const may = useHolds("tiers");
  return useQuery({ ...tiersQuery, enabled: may }).data ?? [];
}

interface TierProperties {
  value: string;
  onChange: (tier: string) => void;
  label: string;
  description?: string;
  /** What stands for none. */
  none?: string;
}

export function TierChoice({ value, onChange, label, description, none }: TierProperties) {
  const tiers = useTiers();
  const known = tiers.map((tier) => ({ value: tier.name, label: titleOf(tier) }));
  const data = known.some((each) => each.value === value) || !value ? known : [{ value, label: value }, ...known];
  return (
    <NativeSelect
      size="md"
      label={label}
      description={description}
      inputWrapperOrder={["label", "input", "description"]}
      data={none ? [{ value: "", label: none }, ...data] : data}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

const DAYS = ["1", "7", "30", "90", "365"] as const;

export function ExpiryChoice({ value, onChange, label }: { value: string; onChange: (days: string) => void; label: string }) {
  const { t } = useTranslation("admin");
  return (
    <NativeSelect
      size="md"
      label={label}
      data={[...DAYS.map((days) => ({ value: days, label: t("days", { count: Number(days) }) })), { value: "", label: t("never") }]}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** The moment so many days from now; null for `""`. */
export const inDays = (days: string) => (days ? new Date(Date.now() + Number(days) * DAY_MS).toISOString() : null);
