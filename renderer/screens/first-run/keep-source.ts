import type { StoreApi } from 'zustand/vanilla'
import type { MirrorState } from '../../state/mirror.ts'
import type { Pending } from '../../state/pending.ts'
import { modelFrom, providerOfSource, type Source, settingsFor } from './chosen-source.ts'

export type KeepStep = 'saving' | 'restarting' | 'waiting'

interface Root {
  readonly mirror: { readonly store: StoreApi<MirrorState> }
  readonly pending: Pick<Pending, 'save' | 'restart' | 'store'>
}

/** Saves where answers shall come from and starts the root node again, until a model is there; null when none came in time. */
export async function keepSource(
  { mirror, pending }: Root,
  source: Source,
  tell: (step: KeepStep) => void,
  withinMs: number,
): Promise<string | null> {
  const state = mirror.store.getState()
  const changes = state.name === 'live' ? settingsFor(source, state.seen.settings) : []
  if (changes.length > 0) {
    tell('saving')
    for (const [name, value] of changes) await pending.save(name, value)
  }
  if (changes.length > 0 || (state.name === 'live' && isDown(state))) {
    tell('restarting')
    await pending.restart()
  }
  tell('waiting')
  return modelWithin(mirror.store, source, withinMs)
}

function isDown(state: Extract<MirrorState, { name: 'live' }>): boolean {
  return state.seen.root.name === 'stopped' || state.seen.root.name === 'failed'
}

function modelWithin(
  store: StoreApi<MirrorState>,
  source: Source,
  withinMs: number,
): Promise<string | null> {
  const provider = providerOfSource(source)
  return new Promise(resolve => {
    const look = (state: MirrorState) => {
      if (state.name !== 'live') return
      const model = modelFrom(provider, state.seen)
      if (model !== null || state.seen.root.name === 'failed') end(model)
    }
    const end = (model: string | null) => {
      clearTimeout(timer)
      stop()
      resolve(model)
    }
    const timer = setTimeout(() => end(null), withinMs)
    const stop = store.subscribe(look)
    look(store.getState())
  })
}
