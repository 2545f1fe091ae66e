/** Markdown whose code is read when the first of it is shown: until then, the plain text stands in its place. */

import { type ComponentProps, lazy, Suspense } from "react";

const Markdown = lazy(() => import("./markdown"));

export function LazyMarkdown(properties: ComponentProps<typeof Markdown>) {
  return (
    <Suspense fallback={<p style={{ whiteSpace: "pre-wrap", margin: 0 }}>{properties.text}</p>}>
      <Markdown {...properties} />
    </Suspense>
  );
}
