import type { Change, Changes } from '#contract/ipc/changes'
import { Emitter } from '../base/emitter.ts'

/** One frame of a screen: nobody sees that a change waited for so long. */
const gatherMs = 16

/** Puts what happens in the root node into one order, which the window follows a frame at a time. */
export class ChangeFeed {
  readonly #pushed = new Emitter<Change>()
  readonly #gathered = new Emitter<Changes>()
  #after = 0
  #last = 0
  #waiting: Change[] = []
  #timer: NodeJS.Timeout | null = null

  /** Each change, at once. */
  readonly onChange = this.#pushed.subscribe
  /** Those of a frame together. */
  readonly onChanges = this.#gathered.subscribe

  /** Of the last change. */
  get sequence(): number {
    return this.#last
  }

  push(change: Change): void {
    this.#last++
    this.#waiting.push(change)
    this.#timer ??= setTimeout(() => this.#flush(), gatherMs)
    this.#pushed.emit(change)
  }

  #flush(): void {
    this.#timer = null
    const changes = withoutOutdated(this.#waiting)
    this.#waiting = []
    const batch = { after: this.#after, last: this.#last, changes }
    this.#after = this.#last
    this.#gathered.emit(batch)
  }
}

/** Of one worker only the newest state, where that came: a busy fleet tells of each a hundred times a second. */
function withoutOutdated(changes: readonly Change[]): readonly Change[] {
  const newest = new Map<string, number>()
  changes.forEach((change, at) => {
    const id = workerOf(change)
    if (id !== null) newest.set(id, at)
  })
  return changes.filter((change, at) => {
    const id = workerOf(change)
    return id === null || newest.get(id) === at
  })
}

function workerOf(change: Change): string | null {
  if (change.type === 'worker') return change.worker.id
  return change.type === 'worker.removed' ? change.workerId : null
}
