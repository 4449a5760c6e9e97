import 'uplot/dist/uPlot.min.css'
import uPlot from 'uplot'
import { colourOf } from './chart-colours.ts'

export interface PlotLine {
  readonly name: string
  readonly values: readonly (number | null)[]
  /** The token of its colour. */
  readonly colour: string
}

export interface PlotOptions {
  /** Seconds since 1970. */
  readonly times: readonly number[]
  readonly lines: readonly PlotLine[]
  readonly format: (value: number) => string
  /** The marks of the axis, which have to be like each other; left out: as `format`. */
  readonly formatAxis?: ((values: readonly (number | null)[]) => readonly string[]) | undefined
  readonly formatTimes: (seconds: readonly number[]) => readonly string[]
  /** Hears which step the cursor is at; null: at none. */
  readonly onCursor: (at: number | null) => void
}

/** Draws lines over time into the element; the caller destroys it. Charts of one window share the cursor. */
export function openPlot(host: HTMLElement, options: PlotOptions): uPlot {
  const { times, lines, format, formatAxis, formatTimes, onCursor } = options
  const style = getComputedStyle(host)
  const font = `11px ${style.fontFamily}`
  const axis = { stroke: colourOf(host, '--ink-3'), font, ticks: { show: false } }
  const grid = { stroke: colourOf(host, '--line'), width: 1 }
  const isOne = lines.length === 1
  const plot = new uPlot(
    {
      width: host.clientWidth,
      height: host.clientHeight,
      padding: [10, 20, 0, 0],
      legend: { show: false },
      cursor: {
        sync: { key: 'charts' },
        drag: { x: false, y: false },
        points: { size: 7 },
        y: false,
      },
      scales: { y: { range: (_, __, most) => [0, most > 0 ? most * 1.08 : 1] } },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 24,
          gap: 4,
          space: 72,
          values: (_, at) => [...formatTimes(at)],
        },
        {
          ...axis,
          grid,
          size: (_, values) => Math.max(36, ...(values ?? []).map(value => widthOf(value) + 12)),
          gap: 6,
          space: 32,
          values: (_, values) => [...(formatAxis?.(values) ?? values.map(format))],
        },
      ],
      series: [
        {},
        ...lines.map(({ name, colour }) => {
          const stroke = colourOf(host, colour)
          return {
            label: name,
            stroke,
            width: 1.5,
            ...(isOne ? { fill: faint(stroke) } : {}),
            points: { show: isLonely },
            spanGaps: false,
          }
        }),
      ],
      hooks: { setCursor: [({ cursor }) => onCursor(cursor.idx ?? null)] },
    },
    [[...times], ...lines.map(({ values }) => [...values])],
    host,
  )
  return plot
}

/** A value between two gaps is no line: it is shown as a point. */
function isLonely(plot: uPlot, series: number): boolean {
  const values = plot.data[series] ?? []
  const known = values.filter(value => value !== null && value !== undefined).length
  return known <= values.length / 4
}

const faint = (colour: string) => colour.replace(/^rgb\((.+)\)$/, 'rgba($1, 0.1)')

/** Of a mark of the axis, in pixels; Chinese takes nearly twice the room. */
function widthOf(mark: string): number {
  return [...mark].reduce((sum, sign) => sum + (sign > '\u2e80' ? 11 : 6.4), 0)
}
