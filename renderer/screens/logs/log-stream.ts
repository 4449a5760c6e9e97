import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Fault } from '#contract/fault'
import type { Change } from '#contract/ipc/changes'
import type { LogLine } from '#contract/model/log-line'
import type { Ask } from '../../bridge.ts'
import { faultOf } from '../../state/fault-of.ts'
import { everyLine, type LogFilter, type Matcher, matcherOf, queryOf } from './log-filter.ts'

export interface LogStreamState {
  readonly filter: LogFilter
  readonly matcher: Matcher
  /** Those that the filter lets through, the oldest first. */
  readonly lines: readonly LogLine[]
  readonly reading: 'first' | 'older' | null
  readonly fault: Fault | null
  /** Whether nothing older is kept. */
  readonly isWhole: boolean
  readonly isPaused: boolean
  /** While it is paused: how many came. */
  readonly waiting: number
  /** That came too fast to be shown; they are in the log. */
  readonly skipped: number
  /** Whether what was there was taken from sight. */
  readonly isCleared: boolean
}

/** More are not held: the oldest go. */
export const mostLines = 100_000
const pageLines = 500
const mostJumpPages = 200

/** The lines that are shown: read back page by page, and added to as they are said. */
export class LogStream {
  readonly store: StoreApi<LogStreamState>
  readonly #ask: Ask
  #waiting: LogLine[] = []
  #ids = new Set<string>()
  #before: string | null = null
  /** An answer to an older question is thrown away. */
  #question = Symbol()

  constructor(ask: Ask, filter: LogFilter = everyLine) {
    this.#ask = ask
    this.store = createStore(() => ({
      filter,
      matcher: matcherOf(filter),
      lines: [],
      reading: 'first',
      fault: null,
      isWhole: false,
      isPaused: false,
      waiting: 0,
      skipped: 0,
      isCleared: false,
    }))
  }

  /** Follows first and reads then, so that nothing falls between. */
  open(): void {
    void this.#ask('logs.follow', { isOn: true }).catch(() => {})
    void this.read()
  }

  close(): void {
    this.#question = Symbol()
    void this.#ask('logs.follow', { isOn: false }).catch(() => {})
  }

  /** What stands there and fits stays until the answer comes. */
  setFilter(filter: LogFilter): void {
    const matcher = matcherOf(filter)
    const lines = this.store.getState().lines.filter(matcher.isWanted)
    this.store.setState({ filter, matcher, lines, skipped: 0 })
    void this.read()
  }

  async read(): Promise<void> {
    const question = Symbol()
    this.#question = question
    this.#before = null
    this.store.setState({ reading: 'first', fault: null, isWhole: false, isCleared: false })
    const since = this.store.getState().lines.at(-1)?.at ?? 0
    const page = await this.#page(question)
    if (!page) return
    const newest = page.lines.at(-1)?.at ?? since
    // What was said while the page was on its way came as a change.
    const told = this.store.getState().lines.filter(({ at }) => at >= newest)
    this.#ids = new Set()
    this.store.setState({ lines: this.#fresh([...page.lines, ...told]), reading: null })
  }

  /** Answers whether there was more. */
  async readOlder(): Promise<boolean> {
    const { reading, isWhole, lines } = this.store.getState()
    if (reading !== null || isWhole || lines.length >= mostLines) return false
    this.store.setState({ reading: 'older' })
    const question = this.#question
    const page = await this.#page(question)
    if (!page) return false
    const older = this.#fresh(page.lines)
    this.store.setState(state => ({ lines: [...older, ...state.lines], reading: null }))
    return true
  }

  /** Reads back until that time is there; answers the line that stands there, as far as it is kept. */
  async reach(at: number): Promise<LogLine | null> {
    for (let pages = 0; pages < mostJumpPages; pages += 1) {
      const [oldest] = this.store.getState().lines
      if (oldest && oldest.at <= at) break
      if (!(await this.readOlder())) break
    }
    const { lines } = this.store.getState()
    return lines.find(line => line.at >= at) ?? lines.at(-1) ?? null
  }

  take(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.type === 'log') this.add(change.lines, change.skipped)
    }
  }

  add(said: readonly LogLine[], skipped = 0): void {
    const { isPaused, matcher } = this.store.getState()
    const wanted = said.filter(matcher.isWanted)
    if (isPaused) {
      this.#waiting = [...this.#waiting, ...wanted].slice(-mostLines)
      this.store.setState(state => ({
        waiting: this.#waiting.length,
        skipped: state.skipped + skipped,
      }))
      return
    }
    const fresh = this.#fresh(wanted)
    if (fresh.length === 0 && skipped === 0) return
    this.store.setState(state => ({
      lines: inOrder(state.lines, fresh).slice(-mostLines),
      skipped: state.skipped + skipped,
    }))
  }

  pause(): void {
    this.store.setState({ isPaused: true })
  }

  resume(): void {
    const waiting = this.#waiting
    this.#waiting = []
    this.store.setState({ isPaused: false, waiting: 0 })
    this.add(waiting)
  }

  /** Takes what is shown from sight; the logs stay as they are. Answers how to bring it back. */
  clear(): () => void {
    const { lines, isWhole } = this.store.getState()
    const before = this.#before
    this.store.setState({ lines: [], isWhole: true, skipped: 0, isCleared: true })
    return () => {
      this.#before = before
      this.store.setState(state => ({
        lines: [...lines, ...state.lines],
        isWhole,
        isCleared: false,
      }))
    }
  }

  async #page(question: symbol): Promise<{ readonly lines: readonly LogLine[] } | null> {
    const { filter, matcher } = this.store.getState()
    const query = { ...queryOf(filter), after: 0, limit: pageLines }
    try {
      const before = this.#before === null ? {} : { before: this.#before }
      const page = await this.#ask('logs.read', { ...query, ...before })
      if (this.#question !== question) return null
      this.#before = page.next_before
      this.store.setState({ isWhole: page.next_before === null, fault: null })
      return { lines: page.lines.filter(matcher.isWanted).toReversed() }
    } catch (failure) {
      if (this.#question !== question) return null
      this.store.setState({ reading: null, fault: faultOf(failure) })
      return null
    }
  }

  #fresh(lines: readonly LogLine[]): readonly LogLine[] {
    return lines.filter(({ id }) => {
      if (this.#ids.has(id)) return false
      this.#ids.add(id)
      return true
    })
  }
}

/** Most often what comes is the newest. */
function inOrder(lines: readonly LogLine[], added: readonly LogLine[]): readonly LogLine[] {
  const last = lines.at(-1)
  const [first] = added
  const all = [...lines, ...added]
  if (!last || !first || isRising(added, last.at)) return all
  return all.sort((a, b) => a.at - b.at)
}

function isRising(lines: readonly LogLine[], from: number): boolean {
  let before = from
  for (const { at } of lines) {
    if (at < before) return false
    before = at
  }
  return true
}
