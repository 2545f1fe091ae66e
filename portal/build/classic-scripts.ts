/** `<script src="…" vite-classic>`: emitted as it is under a hashed name, to run before the first paint without being inline. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { Plugin } from "vite";

const TAG = /<script src="\.\/([^"]+)" vite-classic><\/script>/g;

export function classicScripts(): Plugin {
  let root = "";
  let building = false;
  return {
    name: "classic-scripts",
    configResolved(config) {
      root = config.root;
      building = config.command === "build";
    },
    transformIndexHtml: {
      order: "pre",
      handler(html) {
        return html.replace(TAG, (_, path: string) => (building ? `<!--classic:${path}-->` : `<script src="/${path}"></script>`));
      },
    },
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== "asset" || !file.fileName.endsWith(".html")) continue;
          file.source = String(file.source).replace(/<!--classic:(.+?)-->/g, (__, path: string) => {
            const source = readFileSync(resolve(root, path));
            const digest = createHash("sha256").update(source).digest("base64url").slice(0, 8);
            const fileName = `assets/${basename(path, ".js")}-${digest}.js`;
            this.emitFile({ type: "asset", fileName, source });
            return `<script src="/${fileName}"></script>`;
          });
        }
      },
    },
  };
}
