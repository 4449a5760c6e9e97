import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Fault } from '#contract/fault'
import type { SessionId } from '#contract/ids'
import type { SessionChange, SessionSummary } from '#contract/model/session'
import type { Ask } from '../bridge.ts'
import { faultOf } from './fault-of.ts'

export interface SessionListState {
  readonly search: string
  /** Null until the root has answered once. */
  readonly sessions: readonly SessionSummary[] | null
  readonly fault: Fault | null
  /** All that were listed so far, whatever is searched for now. */
  readonly seen: Readonly<Record<SessionId, SessionSummary>>
  /** Not shown any more, and deleted soon. */
  readonly leaving: readonly SessionId[]
}

/** Time enough to regret, and to see that one may. */
export const regretMs = 10_000

/** The remembered sessions that match the search, as the root lists them. */
export class SessionList {
  readonly store: StoreApi<SessionListState> = createStore(() => ({
    search: '',
    sessions: null,
    fault: null,
    seen: {},
    leaving: [],
  }))
  readonly #ask: Ask
  #isReading = false
  #isStale = false

  constructor(ask: Ask) {
    this.#ask = ask
  }

  async search(text: string): Promise<void> {
    this.store.setState({ search: text })
    await this.read()
  }

  /** One reading at a time; whatever changed meanwhile is read after it. */
  async read(): Promise<void> {
    this.#isStale = true
    if (this.#isReading) return
    this.#isReading = true
    while (this.#isStale) {
      this.#isStale = false
      try {
        const { search } = this.store.getState()
        const sessions = await this.#ask('session.list', { search: search.trim() })
        const listed = Object.fromEntries(sessions.map(session => [session.id, session]))
        this.store.setState(({ seen }) => ({
          sessions,
          fault: null,
          seen: { ...seen, ...listed },
        }))
      } catch (failure) {
        this.store.setState({ fault: faultOf(failure) })
      }
    }
    this.#isReading = false
  }

  /** The list is read again when the root says that it changed. */
  async change(id: SessionId, change: SessionChange): Promise<void> {
    await this.#ask('session.change', { sessionId: id, ...change })
  }

  /**
   * Deletes it after a while; until then nothing is lost, whatever becomes of the window. Returns the
   * way to keep it; `onGone` is told how it went.
   */
  deleteSoon(id: SessionId, onGone: (fault: Fault | null) => void): () => void {
    this.store.setState(({ leaving }) => ({ leaving: [...leaving, id] }))
    const keep = () => {
      clearTimeout(timer)
      this.store.setState(({ leaving }) => ({ leaving: leaving.filter(each => each !== id) }))
    }
    const timer = setTimeout(() => {
      this.#ask('session.delete', { sessionId: id })
        .then(() => {
          this.store.setState(({ sessions }) => ({
            sessions: sessions?.filter(session => session.id !== id) ?? null,
          }))
          onGone(null)
        })
        .catch((failure: unknown) => onGone(faultOf(failure)))
        .finally(keep)
    }, regretMs)
    return keep
  }
}
