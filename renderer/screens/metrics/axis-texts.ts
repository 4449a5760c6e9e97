/** US dollars along an axis, all with as many decimals as its steps need. */
export function costAxis(values: readonly (number | null)[], language: string): readonly string[] {
  const decimals = Math.max(2, decimalsOf(stepOf(values)))
  return values.map(usd => (usd === null ? '' : `$${fixed(usd, decimals, language)}`))
}

/** Milliseconds along an axis, all in one unit and with as many decimals as its steps need. */
export function timeAxis(
  values: readonly (number | null)[],
  language: string,
  unitText: (unit: 'ms' | 's' | 'min') => string,
): readonly string[] {
  const step = stepOf(values)
  const [unit, length] =
    step >= 60_000
      ? (['min', 60_000] as const)
      : step >= 50
        ? (['s', 1_000] as const)
        : (['ms', 1] as const)
  const decimals = decimalsOf(step / length)
  return values.map(ms => {
    if (ms === null) return ''
    if (ms === 0) return '0'
    return `${fixed(ms / length, decimals, language)} ${unitText(unit)}`
  })
}

/** Between two marks; of only one, the mark itself. */
function stepOf(values: readonly (number | null)[]): number {
  const known = values.filter(value => value !== null)
  const [first = 0, second] = known
  return Math.abs(second === undefined ? first : second - first)
}

/** 0.05 needs two, 0.5 one, 20 none. */
function decimalsOf(step: number): number {
  const needed = [0, 1, 2, 3, 4, 5, 6].find(
    decimals => Math.abs(step - Number(step.toFixed(decimals))) < step / 1_000,
  )
  return needed ?? 6
}

function fixed(value: number, decimals: number, language: string): string {
  return new Intl.NumberFormat(language, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value)
}
