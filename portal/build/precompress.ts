/** Writes `.br` and `.gz` beside what compresses well: the service sends them as they lie on disk. */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const WORTH = /\.(js|css|svg|html)$/;
const LEAST_BYTES = 1024;

export function precompress(): Plugin {
  let folder = "";
  return {
    name: "precompress",
    apply: "build",
    configResolved(config) {
      folder = config.build.outDir;
    },
    closeBundle() {
      const root = folder;
      for (const name of readdirSync(root, { recursive: true, encoding: "utf-8" })) {
        if (!WORTH.test(name)) continue;
        const path = join(root, name);
        const source = readFileSync(path);
        if (source.length < LEAST_BYTES) continue;
        const size = { [constants.BROTLI_PARAM_SIZE_HINT]: source.length };
        writeFileSync(`${path}.br`, brotliCompressSync(source, { params: size }));
        writeFileSync(`${path}.gz`, gzipSync(source, { level: 9 }));
      }
    },
  };
}
