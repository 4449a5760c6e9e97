interface Props {
  /** Says in words what the line shows. */
  readonly label: string
  /** Evenly spaced, the oldest first; null where nothing is known. */
  readonly values: readonly (number | null)[]
  readonly width?: number
  readonly height?: number
}

/** A line without axes: whether something rises or falls. Nothing is drawn from less than two values. */
export function Sparkline({ label, values, width = 284, height = 54 }: Props) {
  const known = values.filter(value => value !== null)
  if (known.length < 2) return null
  const most = Math.max(...known) || 1
  const step = width / Math.max(1, values.length - 1)
  const points = values.flatMap((value, at) =>
    value === null ? [] : [`${(at * step).toFixed(1)},${y(value).toFixed(1)}`],
  )

  function y(value: number): number {
    return height - 2 - (value / most) * (height - 4)
  }

  return (
    <svg
      className="sparkline"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
    >
      <path d={`M0 ${height - 0.5}H${width}`} className="sparkline-ground" />
      <polyline points={points.join(' ')} />
    </svg>
  )
}
