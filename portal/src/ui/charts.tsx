/**
 * Charts, drawn when the first of them is shown: what draws them is larger than a page. A chart is a picture with a name;
 * its numbers stand in a table beside it.
 */

import { Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";

const Drawn = lazy(() => import("./charts-drawn"));

export interface Series {
  /** Key of the numbers in the data. */
  name: string;
  label: string;
  /** A colour of the theme; the first has the accent colour. */
  color?: string;
  /** Dashes of a line, so that it is told from another without its colour: `6 4`. */
  strokeDasharray?: string;
}

export interface ChartProperties {
  kind: "bars" | "lines";
  /** What the chart shows, for who does not see it. */
  label: string;
  data: Record<string, string | number | null>[];
  /** Key of what stands along the lower edge. */
  along: string;
  series: Series[];
  /** Bars of one place stand upon each other. */
  stacked?: boolean;
  /** Counts: nothing stands between 0 and 1. */
  whole?: boolean;
  /** In pixels. */
  height?: number;
  format: (value: number) => string;
  formatAlong?: (value: string) => string;
}

export function Chart(properties: ChartProperties) {
  const height = properties.height ?? 240;
  return (
    <div role="img" aria-label={properties.label}>
      <Suspense fallback={<Skeleton height={height} radius="md" />}>
        <Drawn {...properties} height={height} />
      </Suspense>
    </div>
  );
}
