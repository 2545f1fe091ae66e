/** What draws the charts of ui/charts.tsx. */

// oxlint-disable-next-line typescript/no-restricted-imports -- the only place, and it is read when a chart is shown
import { BarChart, LineChart } from "@mantine/charts";
import "@mantine/charts/styles.css";

import type { ChartProperties } from "./charts";

const COLOURS = ["var(--mantine-color-anchor)", "teal.6", "orange.6", "grape.5", "gray.6"];

/** With fewer places than this that have a number, one of them may stand alone, where no line leads. */
const MOST_DOTS = 31;

export default function Drawn({ kind, data, along, series, stacked, whole, height, format, formatAlong }: ChartProperties) {
  const shared = {
    h: height,
    data,
    dataKey: along,
    series: series.map((each, at) => ({ ...each, color: each.color ?? COLOURS[at % COLOURS.length] })),
    valueFormatter: format,
    accessibilityLayer: false, // it would take the focus inside of a picture
    withLegend: series.length > 1,
    tickLine: "none" as const,
    gridAxis: "x" as const,
    xAxisProps: { tickFormatter: formatAlong, minTickGap: 24, interval: "equidistantPreserveStart" as const },
    yAxisProps: { width: 72, tickCount: 4, allowDecimals: !whole },
    tooltipProps: { labelFormatter: (label: unknown) => (typeof label === "string" && formatAlong ? formatAlong(label) : String(label ?? "")) },
  };
  return kind === "bars" ? (
    <BarChart {...shared} type={stacked ? "stacked" : "default"} maxBarWidth={28} barProps={{ isAnimationActive: false, radius: stacked ? 0 : 3 }} />
  ) : (
    <LineChart {...shared} curveType="linear" withDots={data.filter((each) => series.some(({ name }) => each[name] !== null)).length <= MOST_DOTS} strokeWidth={2} lineProps={{ isAnimationActive: false }} />
  );
}
