/**
 * Lets Mantine and its scroll lock work under `style-src 'self'`: where they would write `<style>` elements, which the
 * content security policy refuses, the same rules go into constructed style sheets, which it allows.
 */

import { resolve } from "node:path";
import type { Plugin } from "vite";

const REPLACED: [RegExp, string][] = [
  [/@mantine\/core\/esm\/core\/InlineStyles\/InlineStyles\.mjs$/, "inline-styles.ts"],
  [/react-style-singleton\/dist\/[^/]+\/singleton\.js$/, "style-singleton.ts"],
];

export function stylesWithoutInline(): Plugin {
  return {
    name: "styles-without-inline",
    apply: "build",
    enforce: "pre",
    async resolveId(source, importer, options) {
      if (importer === undefined || !importer.includes("node_modules")) return null;
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      const replacement = found && REPLACED.find(([path]) => path.test(found.id.split("?")[0].replaceAll("\\", "/")));
      return replacement ? resolve(import.meta.dirname, "../src/shell/sheets", replacement[1]) : null;
    },
  };
}
