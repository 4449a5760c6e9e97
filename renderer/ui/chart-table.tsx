import { useTranslation } from 'react-i18next'
import { unknown } from '../i18n/figures.ts'
import type { PlotLine } from './chart-plot.ts'

interface Props {
  readonly title: string
  readonly times: readonly number[]
  readonly lines: readonly PlotLine[]
  readonly format: (value: number) => string
  readonly formatTime: (seconds: number) => string
}

/** What a chart draws, in figures, the newest first. */
export function ChartTable({ title, times, lines, format, formatTime }: Props) {
  const { t } = useTranslation()
  const places = times.map((_, at) => at).reverse()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="chart-table scrolled" tabIndex={0} aria-label={title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('chart.time')}</th>
            {lines.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map(at => (
            <tr key={times[at]}>
              <th scope="row">{formatTime(times[at] ?? 0)}</th>
              {lines.map(({ name, values }) => {
                const value = values[at] ?? null
                return <td key={name}>{value === null ? unknown : format(value)}</td>
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
