import { resolve } from "node:path";

import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

import { classicScripts } from "./build/classic-scripts.ts";
import { precompress } from "./build/precompress.ts";
import { stylesWithoutInline } from "./build/styles-without-inline.ts";

const service = process.env.NULLUS_ADDRESS ?? "http://127.0.0.1:8080";
const toService = { target: service, changeOrigin: true };

export default defineConfig({
  resolve: { alias: { "@": resolve(import.meta.dirname, "src") } },
  plugins: [react(), stylesWithoutInline(), classicScripts(), precompress()],
  build: {
    outDir: process.env.NULLUS_PORTAL_OUT ?? "dist",
    emptyOutDir: true,
    target: "es2022",
    manifest: "manifest.json",
    assetsInlineLimit: 0, // a data: address is one more thing that the content security policy would have to allow
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 600,
  },
  server: {
    port: 5173,
    strictPort: true,
    // The service lets a cookie count only for its own pages: to it, the dev server's requests are its own.
    proxy: Object.fromEntries(
      ["/api", "/v1", "/embed", "/healthz", "/readyz", "/pages"].map((path) => [
        path,
        {
          ...toService,
          configure: (proxy) => proxy.on("proxyReq", (request) => request.setHeader("origin", service)),
        },
      ]),
    ),
  },
});
