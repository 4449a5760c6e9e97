/** Stands for what came after there were too many. */
export const other = 'other'

interface Series<V> {
  readonly labels: readonly string[]
  readonly value: V
}

/** Found label by label: no key is put together, which would cost more than to count. */
interface Branch<V> {
  readonly next: Map<string, Branch<V>>
  series: Series<V> | null
}

/** Values by their labels. Past the limit, what is new counts as `other`, so that no client can fill the memory. */
export class BoundedSeries<V> {
  readonly #most: number
  readonly #make: () => V
  readonly #root: Branch<V> = emptyBranch()
  readonly #all: Series<V>[] = []

  constructor(most: number, make: () => V) {
    this.#most = most
    this.#make = make
  }

  /** The `named` come from outside, and turn into `other`; the `fixed` are few by nature. */
  at(named: readonly string[], fixed: readonly string[]): V {
    const known = this.#find(named, fixed)
    if (known) return known.value
    if (this.#all.length >= this.#most && !named.every(name => name === other)) {
      return this.at(
        named.map(() => other),
        fixed,
      )
    }
    return this.#add([...named, ...fixed])
  }

  all(): readonly Series<V>[] {
    return this.#all
  }

  #find(named: readonly string[], fixed: readonly string[]): Series<V> | null {
    let branch: Branch<V> | undefined = this.#root
    for (const label of named) branch = branch?.next.get(label)
    for (const label of fixed) branch = branch?.next.get(label)
    return branch?.series ?? null
  }

  #add(labels: readonly string[]): V {
    let branch = this.#root
    for (const label of labels) {
      const next = branch.next.get(label) ?? emptyBranch<V>()
      branch.next.set(label, next)
      branch = next
    }
    branch.series = { labels, value: this.#make() }
    this.#all.push(branch.series)
    return branch.series.value
  }
}

function emptyBranch<V>(): Branch<V> {
  return { next: new Map(), series: null }
}
