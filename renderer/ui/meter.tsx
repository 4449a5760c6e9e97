import type { Mark } from './state-mark.tsx'

interface Props {
  readonly label: string
  readonly value: number
  readonly most: number
  readonly mark?: Mark
}

/** How much of something is in use, as a bar of 4 px. */
export function Meter({ label, value, most, mark = 'healthy' }: Props) {
  return (
    <progress
      className={`meter tone-${mark}`}
      aria-label={label}
      max={Math.max(1, most)}
      value={Math.min(value, Math.max(1, most))}
    />
  )
}
