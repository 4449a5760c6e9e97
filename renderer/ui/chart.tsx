import { Table } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type uPlot from 'uplot'
import { unknown } from '../i18n/figures.ts'
import { onTheme } from './chart-colours.ts'
import { openPlot, type PlotLine } from './chart-plot.ts'
import { ChartTable } from './chart-table.tsx'
import { IconButton } from './icon-button.tsx'

interface Props {
  readonly title: string
  /** Beside the title, in grey. */
  readonly note?: string | undefined
  /** When each step begins, in seconds since 1970. */
  readonly times: readonly number[]
  readonly lines: readonly (Omit<PlotLine, 'colour'> & { readonly colour?: string })[]
  readonly format: (value: number) => string
  /** The marks of the axis; left out: as `format`. */
  readonly formatAxis?: ((values: readonly (number | null)[]) => readonly string[]) | undefined
  readonly formatTimes: (seconds: readonly number[]) => readonly string[]
  /** Of a step, in full. */
  readonly formatTime: (seconds: number) => string
  /** Stands where there is nothing to draw. */
  readonly empty: string
}

/** Lines over time, with what they are at the cursor in words; arrows move it, and all of it can be read as a table. */
export function Chart(props: Props) {
  const { title, note, times, format, formatAxis, formatTimes, formatTime, empty } = props
  const { t } = useTranslation()
  const host = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(null)
  const [at, setAt] = useState<number | null>(null)
  const [theme, setTheme] = useState(0)
  const [isTable, setTable] = useState(false)
  const lines: readonly PlotLine[] = props.lines.map((line, place) => ({
    ...line,
    colour: line.colour ?? `--chart-${(place % 9) + 1}`,
  }))
  const isEmpty = lines.every(({ values }) => values.every(value => value === null || value === 0))
  const drawn = useRef({ times, lines, format, formatAxis, formatTimes })
  drawn.current = { times, lines, format, formatAxis, formatTimes }
  const names = lines.map(({ name }) => name).join('\n')

  useEffect(() => onTheme(() => setTheme(count => count + 1)), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn anew for another set of lines or another theme; new values are put in below
  useEffect(() => {
    const element = host.current
    if (!element || isEmpty || isTable) return
    const opened = openPlot(element, { ...drawn.current, onCursor: setAt })
    plot.current = opened
    const sizes = new ResizeObserver(() => {
      opened.setSize({ width: element.clientWidth, height: element.clientHeight })
    })
    sizes.observe(element)
    return () => {
      sizes.disconnect()
      opened.destroy()
      plot.current = null
    }
  }, [names, theme, isEmpty, isTable, format])
  useEffect(() => {
    const values = drawn.current.lines.map(line => [...line.values])
    plot.current?.setData([[...times], ...values])
  }, [times])

  function move(event: KeyboardEvent): void {
    const { current } = plot
    const last = times.length - 1
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? last : step && (at ?? last) + step
    if (to === undefined || !current) return
    event.preventDefault()
    const place = Math.max(0, Math.min(last, to))
    const left = current.valToPos(times[place] ?? 0, 'x')
    current.setCursor({ left, top: current.over.clientHeight / 2 })
  }

  const told = at !== null && times[at] !== undefined ? at : null
  function saysAt(place: number): string {
    const figures = lines.map(({ name, values }) => {
      const value = values[place] ?? null
      return `${name} ${value === null ? unknown : format(value)}`
    })
    return [formatTime(times[place] ?? 0), ...figures].join(', ')
  }

  return (
    <section className="chart" aria-label={title} data-chart={title}>
      <div className="chart-head">
        <h2>{title}</h2>
        {note && <span className="dim">{note}</span>}
        <span className="gap" />
        {told !== null && !isEmpty && (
          <span className="chart-time">{formatTime(times[told] ?? 0)}</span>
        )}
        {!isEmpty && (
          <IconButton
            label={t(isTable ? 'chart.asLines' : 'chart.asTable', { title })}
            icon={Table}
            aria-pressed={isTable}
            onClick={() => setTable(!isTable)}
          />
        )}
      </div>
      {isEmpty ? (
        <p className="chart-empty">{empty}</p>
      ) : isTable ? (
        <ChartTable {...{ title, times, lines, format, formatTime }} />
      ) : (
        <>
          <div
            ref={host}
            className="chart-lines"
            role="slider"
            aria-valuemin={0}
            aria-valuemax={times.length - 1}
            aria-valuenow={told ?? times.length - 1}
            aria-valuetext={told === null ? undefined : saysAt(told)}
            aria-label={t('chart.says', { title, names: names.replaceAll('\n', ', ') })}
            tabIndex={0}
            onKeyDown={move}
            onBlur={() => plot.current?.setCursor({ left: -10, top: -10 })}
          />
          <ul className="chart-legend">
            {lines.map(({ name, values, colour }) => {
              const value = told === null ? null : (values[told] ?? null)
              return (
                <li key={name} data-colour={colour}>
                  <span className="chart-key" style={{ background: `var(${colour})` }} />
                  <span className="chart-name">{name}</span>
                  {told !== null && <b>{value === null ? unknown : format(value)}</b>}
                </li>
              )
            })}
          </ul>
        </>
      )}
    </section>
  )
}
