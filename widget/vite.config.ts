/** One classic script, whole and small: other sites load it by one tag. Built by bin/portal with what the portal has installed. */
import { precompress } from "../portal/build/precompress.ts";

export default {
  plugins: [precompress()],
  build: {
    outDir: process.env.NULLUS_PORTAL_OUT ?? "dist",
    emptyOutDir: true,
    target: "es2022",
    lib: { entry: "src/main.ts", formats: ["iife" as const], name: "NullusChat", fileName: () => "nullus-chat.js" },
    reportCompressedSize: false,
  },
};
