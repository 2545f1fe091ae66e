/** The two things that everybody may choose anywhere: the language and the theme. */

import { ActionIcon, Button, type MantineColorScheme, useMantineColorScheme } from "@mantine/core";
import IconDeviceDesktop from "@tabler/icons-react/dist/esm/icons/IconDeviceDesktop.mjs";
import IconMoon from "@tabler/icons-react/dist/esm/icons/IconMoon.mjs";
import IconSun from "@tabler/icons-react/dist/esm/icons/IconSun.mjs";
import { useTranslation } from "react-i18next";

import { currentLanguage, speak } from "./language";

export function LanguageSwitch() {
  const { t } = useTranslation("shell");
  const other = currentLanguage() === "ko" ? "en" : "ko";
  return (
    <Button variant="subtle" color="gray" size="compact-sm" lang={other} onClick={() => speak(other)}>
      {t("other-language")}
    </Button>
  );
}

const NEXT: Record<MantineColorScheme, MantineColorScheme> = { auto: "light", light: "dark", dark: "auto" };
const ICON = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon };

export function ThemeSwitch() {
  const { t } = useTranslation("shell");
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const Icon = ICON[colorScheme];
  const label = t(`theme.${colorScheme}`);
  return (
    <ActionIcon aria-label={label} title={label} onClick={() => setColorScheme(NEXT[colorScheme])}>
      <Icon size={18} stroke={1.7} />
    </ActionIcon>
  );
}
