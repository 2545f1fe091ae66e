/** The sample collection: texts about Nullus itself, in both languages, which come with the portal. */

import type { NamedFile } from "@/rooms/library/drops";

const texts = import.meta.glob<string>("./sample/*.md", { query: "?raw", import: "default" });

export const sampleFiles = (): Promise<NamedFile[]> =>
  Promise.all(
    Object.entries(texts).map(async ([path, load]) => {
      const name = path.slice(path.lastIndexOf("/") + 1);
      return { name, file: new File([await load()], name, { type: "text/markdown" }) };
    }),
  );
