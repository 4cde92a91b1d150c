import { Bar, BarChart, CartesianGrid, Legend, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";

import { language, number } from "../../texts";
import type { Moved } from "./ChartPanel";
import { text } from "./texts";

// A size until the page has measured its own.
const FIRST_SIZE = { width: 600, height: 260 };

/** What came in stands above the line, what went out below; what expired is hatched. */
export default function Chart({ rows }: { rows: readonly Moved[] }) {
  const bars = rows.map((row) => ({
    name: row.name,
    earned: row.pointsEarned,
    spent: -row.pointsSpent,
    expired: -row.pointsExpired,
  }));
  const short = new Intl.NumberFormat(language(), { notation: "compact" });
  return (
    <ResponsiveContainer initialDimension={FIRST_SIZE}>
      <BarChart data={bars} stackOffset="sign" accessibilityLayer={false}>
        <defs>
          <pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse">
            <path d="M-1,7 L7,-1" stroke="var(--warning)" strokeWidth="2.5" />
          </pattern>
        </defs>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="name" tick={TICK} stroke="var(--line-strong)" minTickGap={16} />
        <YAxis
          width={48}
          tick={TICK}
          stroke="var(--line-strong)"
          tickFormatter={(value: number) => short.format(Math.abs(value))}
        />
        <Tooltip
          cursor={{ fill: "var(--fill)" }}
          contentStyle={{ background: "var(--surface)", borderColor: "var(--line)" }}
          itemStyle={{ color: "var(--text)" }}
          labelStyle={{ color: "var(--text)" }}
          formatter={(value) => number(Math.abs(Number(value)))}
        />
        <Legend itemSorter={null} formatter={(name) => <span className="legend">{name}</span>} />
        <ReferenceLine y={0} stroke="var(--line-strong)" />
        <Bar {...BAR} dataKey="earned" name={text("seriesEarned")} fill="var(--gain)" />
        <Bar {...BAR} dataKey="spent" name={text("seriesSpent")} fill="var(--line-strong)" />
        <Bar
          {...BAR}
          dataKey="expired"
          name={text("seriesExpired")}
          fill="url(#hatched)"
          stroke="var(--warning)"
        />
      </BarChart>
    </ResponsiveContainer>
  );
}

const TICK = { fill: "var(--text-soft)", fontSize: 12 };
const BAR = { stackId: "points", isAnimationActive: false, maxBarSize: 28 };
