import { useTranslation } from 'react-i18next'
import { timeTaken, unknown } from '../i18n/figures.ts'

/** A duration with its unit lighter than the number; null is a dash. */
export function TimeFigure({ ms }: { readonly ms: number | null }) {
  const { t } = useTranslation()
  if (ms === null) return <span className="figure unknown">{unknown}</span>
  const { number, unit } = timeTaken(ms)
  return (
    <span className="figure">
      {number} <small>{t(`unit.${unit}`)}</small>
    </span>
  )
}
