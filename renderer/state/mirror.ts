import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Fault } from '#contract/fault'
import type { Change, Changes } from '#contract/ipc/changes'
import type { Snapshot } from '#contract/ipc/requests'
import type { Ask } from '../bridge.ts'
import { faultOf } from './fault-of.ts'

export type Seen = Omit<Snapshot, 'sequence'>

/** Once the root was seen it stays seen: a later snapshot replaces what stands. */
export type MirrorState =
  | { readonly name: 'connecting'; readonly fault: Fault | null }
  | { readonly name: 'live'; readonly seen: Seen }

const askAgainMs = 1_000

/** What the window knows of the root node: one snapshot, and every change after it, in order. */
export class Mirror {
  readonly store: StoreApi<MirrorState> = createStore(() => ({ name: 'connecting', fault: null }))
  readonly #ask: Ask
  /** Of the last change that the mirror contains; null while a snapshot is on its way. */
  #sequence: number | null = null
  #waiting: Changes[] = []
  #isClosed = false
  #askAgain: ReturnType<typeof setTimeout> | undefined

  constructor(ask: Ask) {
    this.#ask = ask
  }

  /** Call it after listening to the changes began: what comes meanwhile is kept and sorted in. */
  async connect(): Promise<void> {
    this.#sequence = null
    try {
      const { sequence, ...seen } = await this.#ask('snapshot', null)
      if (this.#isClosed) return
      this.#sequence = sequence
      this.store.setState({ name: 'live', seen }, true)
    } catch (failure) {
      if (this.#isClosed) return
      if (this.store.getState().name === 'connecting') {
        this.store.setState({ name: 'connecting', fault: faultOf(failure) }, true)
      }
      this.#askAgain = setTimeout(() => void this.connect(), askAgainMs)
      return
    }
    const waiting = this.#waiting
    this.#waiting = []
    for (const changes of waiting) this.take(changes)
  }

  /** What a snapshot holds in part is applied whole: each change of what is mirrored tells all of its subject. */
  take(changes: Changes): void {
    if (this.#sequence === null) {
      this.#waiting.push(changes)
      return
    }
    if (changes.last <= this.#sequence) return
    if (changes.after > this.#sequence) {
      this.#waiting.push(changes)
      void this.connect()
      return
    }
    this.#sequence = changes.last
    this.#apply(changes.changes)
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#askAgain)
  }

  #apply(changes: readonly Change[]): void {
    const state = this.store.getState()
    if (state.name !== 'live') return
    const seen = changes.reduce(withChange, state.seen)
    if (seen !== state.seen) this.store.setState({ name: 'live', seen }, true)
  }
}

function withChange(seen: Seen, change: Change): Seen {
  switch (change.type) {
    case 'root':
      return { ...seen, root: change.root }
    case 'settings':
      return { ...seen, settings: change.settings }
    case 'worker.removed':
      return { ...seen, workers: seen.workers.filter(worker => worker.id !== change.workerId) }
    case 'worker': {
      const at = seen.workers.findIndex(worker => worker.id === change.worker.id)
      const workers =
        at < 0 ? [...seen.workers, change.worker] : seen.workers.with(at, change.worker)
      return { ...seen, workers }
    }
    default:
      return seen
  }
}
