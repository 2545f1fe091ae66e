/** How everything looks: the only place where colours, sizes and the defaults of Mantine's parts are set. */

import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

const blue: MantineColorsTuple = [
  "#edf3fc", "#dae6f8", "#b3cbf0", "#89aee8", "#6594e0", "#4c82d8", "#2f6bcb", "#1f5fbf", "#1a50a3", "#143f82",
];
// Mantine's own is too light for small text on white.
const red: MantineColorsTuple = [
  "#fdf0ee", "#fbdedb", "#f4bbb5", "#ec958c", "#e4746a", "#dc5a4f", "#cf4237", "#b3261e", "#97201a", "#7d1914",
];
// Neutral greys with a breath of warmth; Mantine's own are bluish.
const gray: MantineColorsTuple = [
  "#f8f8f6", "#f1f1ee", "#e6e7e4", "#d9dbd8", "#c3c7c5", "#a0a6a8", "#7b838a", "#5b636c", "#3a4148", "#1c2024",
];
const dark: MantineColorsTuple = [
  "#e7e9eb", "#c5cbd0", "#a2abb4", "#79838d", "#4a525a", "#31373d", "#262b30", "#1b1f23", "#14171a", "#0e1113",
];

/** The list itself scrolls, which the field's arrows move: Mantine's area around it is one that the keyboard cannot reach. */
const longOptions = { options: { maxHeight: 220, overflowY: "auto" } } as const;

export const theme = createTheme({
  primaryColor: "blue",
  primaryShade: { light: 7, dark: 6 },
  colors: { blue, red, gray, dark },
  fontFamily:
    '-apple-system, "Segoe UI", "Noto Sans KR", "Noto Sans CJK KR", "Apple SD Gothic Neo", system-ui, "Malgun Gothic", sans-serif',
  fontFamilyMonospace:
    'ui-monospace, "SF Mono", Menlo, Consolas, "D2Coding", "Noto Sans Mono CJK KR", monospace',
  fontSizes: { xs: "0.8125rem", sm: "0.875rem", md: "1rem", lg: "1.125rem", xl: "1.25rem" },
  lineHeights: { xs: "1.45", sm: "1.5", md: "1.6", lg: "1.6", xl: "1.6" },
  headings: {
    fontWeight: "650",
    textWrap: "balance",
    sizes: {
      h1: { fontSize: "1.625rem", lineHeight: "1.3" },
      h2: { fontSize: "1.1875rem", lineHeight: "1.35" },
      h3: { fontSize: "1rem", lineHeight: "1.4" },
    },
  },
  defaultRadius: "md",
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "12px", xl: "16px" },
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: "sm" }, styles: { root: { fontWeight: 550 } } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray" } },
    InputWrapper: { styles: { label: { marginBottom: 4 }, description: { marginBottom: 6 } } },
    TextInput: { defaultProps: { size: "md" } },
    PasswordInput: { defaultProps: { size: "md" } },
    Textarea: { defaultProps: { size: "md" } },
    Select: { defaultProps: { size: "sm", allowDeselect: false, withScrollArea: false }, styles: longOptions },
    MultiSelect: { defaultProps: { withScrollArea: false }, styles: longOptions },
    Modal: { defaultProps: { centered: true, radius: "lg", transitionProps: { duration: 120 }, overlayProps: { backgroundOpacity: 0.45 } } },
    Drawer: { defaultProps: { transitionProps: { duration: 120 } } },
    Menu: { defaultProps: { shadow: "md", radius: "md", transitionProps: { duration: 100 } } },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 100 } } },
    Paper: { defaultProps: { radius: "lg" } },
    Card: { defaultProps: { radius: "lg", withBorder: true } },
    Anchor: { defaultProps: { underline: "always" } },
    Badge: { defaultProps: { variant: "light", radius: "sm" }, styles: { label: { textTransform: "none", fontWeight: 550 } } },
  },
});

/** Contrast is at least 4.5 to 1 for every text in both schemes; `--nullus-*` are for our own style sheets. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    "--nullus-nav-width": "15.5rem",
    "--nullus-header-height": "3.5rem",
    "--nullus-page-width": "64rem",
  },
  light: {
    "--mantine-color-body": "#ffffff",
    "--mantine-color-text": gray[9],
    "--mantine-color-dimmed": gray[7],
    "--mantine-color-placeholder": "#747c84",
    "--mantine-color-anchor": blue[7],
    "--mantine-color-default-border": gray[3],
    "--nullus-side": gray[0],
    "--nullus-line": gray[2],
    "--nullus-hover": gray[1],
    "--nullus-tint": blue[0],
    "--nullus-tint-ink": blue[8],
    "--nullus-mark": "#ffe9a3",
    "--nullus-code": gray[1],
    "--mantine-color-error": "#b3261e",
    "--nullus-bad": "#b3261e",
    "--nullus-bad-tint": "#fdf0ee",
    "--nullus-good": "#1c6b3a",
    "--nullus-good-tint": "#eaf5ee",
    "--nullus-wary": "#a15c00",
    "--nullus-gone-mark": "#f3c9c4",
    "--nullus-come-mark": "#bfe3cb",
  },
  dark: {
    "--mantine-color-body": dark[8],
    "--mantine-color-text": dark[0],
    "--mantine-color-dimmed": dark[2],
    "--mantine-color-placeholder": "#8b959f",
    "--mantine-color-anchor": "#8db8ff",
    "--mantine-color-default-border": dark[5],
    "--nullus-side": dark[7],
    "--nullus-line": dark[5],
    "--nullus-hover": dark[6],
    "--nullus-tint": "#1f2c40",
    "--nullus-tint-ink": "#a9c9ff",
    "--nullus-mark": "#5c4a10",
    "--nullus-code": dark[6],
    "--mantine-color-error": "#ff9d94",
    "--nullus-bad": "#ff9d94",
    "--nullus-bad-tint": "#33201f",
    "--nullus-good": "#7fd19b",
    "--nullus-good-tint": "#182c20",
    "--nullus-wary": "#f0b45c",
    "--nullus-gone-mark": "#6b2f2a",
    "--nullus-come-mark": "#265c3a",
  },
});
