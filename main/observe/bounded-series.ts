/** Stands for what came after there were too many. */
export const other = 'other'

interface Series<V> {
  readonly labels: readonly string[]
  readonly value: V
}

/** Values by their labels. Past the limit, what is new counts as `other`, so that no client can fill the memory. */
export class BoundedSeries<V> {
  readonly #most: number
  readonly #make: () => V
  readonly #series = new Map<string, Series<V>>()

  constructor(most: number, make: () => V) {
    this.#most = most
    this.#make = make
  }

  /** The `named` come from outside, and turn into `other`; the `fixed` are few by nature. */
  at(named: readonly string[], fixed: readonly string[]): V {
    const key = keyOf(named, fixed)
    const known = this.#series.get(key)
    if (known) return known.value
    if (this.#series.size >= this.#most && !named.every(name => name === other)) {
      return this.at(
        named.map(() => other),
        fixed,
      )
    }
    const value = this.#make()
    this.#series.set(key, { labels: [...named, ...fixed], value })
    return value
  }

  all(): readonly Series<V>[] {
    return [...this.#series.values()]
  }
}

function keyOf(named: readonly string[], fixed: readonly string[]): string {
  let key = ''
  for (const label of named) key += `${label}\n`
  for (const label of fixed) key += `${label}\n`
  return key
}
