import { createStore, type StoreApi } from 'zustand/vanilla'
import { type SettingName, settingDefinitions } from '#contract/model/setting'
import type { Ask } from '../bridge.ts'
import type { MirrorState } from './mirror.ts'

/** Which root node settings were saved since it started, and so wait for its next start. */
export interface PendingState {
  readonly names: readonly SettingName[]
  readonly isRestarting: boolean
}

export class Pending {
  readonly store: StoreApi<PendingState> = createStore(() => ({ names: [], isRestarting: false }))
  readonly #ask: Ask
  readonly #mirror: StoreApi<MirrorState>
  readonly close: () => void

  constructor(ask: Ask, mirror: StoreApi<MirrorState>) {
    this.#ask = ask
    this.#mirror = mirror
    this.close = mirror.subscribe((after, before) => {
      if (runningSince(after) !== runningSince(before)) this.store.setState({ names: [] })
    })
  }

  async save(name: SettingName, value: string | null): Promise<void> {
    await this.#ask('setting.save', { name, value })
    if ('appliesAtOnce' in settingDefinitions[name]) return
    if (runningSince(this.#mirror.getState()) === null) return
    this.store.setState(({ names }) => ({ names: [...new Set([...names, name])] }))
  }

  async restart(): Promise<void> {
    this.store.setState({ isRestarting: true })
    try {
      await this.#ask('root.stop', null)
      if (await this.#hasStopped()) await this.#ask('root.start', { port: null })
    } finally {
      this.store.setState({ isRestarting: false })
    }
  }

  /** Stopping waits for the requests in flight; false when somebody started it again meanwhile. */
  #hasStopped(): Promise<boolean> {
    const before = runningSince(this.#mirror.getState())
    return new Promise(resolve => {
      const look = (state: MirrorState) => {
        if (state.name !== 'live' || state.seen.root.name === 'stopping') return
        if (before !== null && runningSince(state) === before) return
        stopLooking()
        resolve(state.seen.root.name === 'stopped' || state.seen.root.name === 'failed')
      }
      const stopLooking = this.#mirror.subscribe(look)
      look(this.#mirror.getState())
    })
  }
}

function runningSince(state: MirrorState): number | null {
  return state.name === 'live' && state.seen.root.name === 'running' ? state.seen.root.since : null
}
