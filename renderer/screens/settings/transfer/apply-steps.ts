import type { Fault } from '#contract/fault'
import type { SettingName } from '#contract/model/setting'
import type { SettingsFile } from '#contract/model/settings-file'
import type { CallApi } from '../../../state/api.ts'
import { faultOf } from '../../../state/fault-of.ts'
import type { Preferences } from '../../../state/preferences.ts'
import type { Step } from './import-plan.ts'

/** What an import is done with. */
export interface Hands {
  readonly save: (name: SettingName, value: string | null) => Promise<void>
  readonly api: CallApi
  readonly prefer: (preferences: Preferences) => void
}

export interface Done {
  readonly step: Step
  /** Null: it went well. */
  readonly fault: Fault | null
  /** The key of an app that was added. */
  readonly key: string | null
  /** Takes it back; null where there is nothing to take back. */
  readonly undo: (() => Promise<unknown>) | null
}

/** Does one after the other; one that fails ends none of the others. */
export async function applySteps(
  steps: readonly Step[],
  hands: Hands,
  signal: AbortSignal,
  onDone: (count: number) => void = () => {},
): Promise<readonly Done[]> {
  const done: Done[] = []
  for (const step of steps) {
    if (signal.aborted) break
    done.push(await applied(step, hands))
    onDone(done.length)
  }
  return done
}

/** Takes back what was done, the last first; answers how much could not be. */
export async function takeBack(done: readonly Done[]): Promise<number> {
  let failed = 0
  for (const { undo } of done.toReversed()) {
    try {
      await undo?.()
    } catch {
      failed += 1
    }
  }
  return failed
}

async function applied(step: Step, hands: Hands): Promise<Done> {
  try {
    return { step, fault: null, key: null, ...(await apply(step, hands)) }
  } catch (failure) {
    return { step, fault: faultOf(failure), key: null, undo: null }
  }
}

type Outcome = Pick<Done, 'undo'> & Partial<Pick<Done, 'key'>>

async function apply(step: Step, { save, api, prefer }: Hands): Promise<Outcome> {
  switch (step.kind) {
    case 'setting':
      await save(step.name, step.value)
      return { undo: () => save(step.name, step.before) }
    case 'prices': {
      const put = (prices: SettingsFile['prices']) => api('setPrices', { body: { prices } })
      await put(step.prices)
      return { undo: () => put(step.before) }
    }
    case 'preference':
      prefer(step.to)
      return { undo: async () => prefer(step.before) }
    case 'app': {
      const { known, app } = step
      if (!known) {
        const { id, key } = await api('addApp', { body: app })
        return { key, undo: () => api('deleteApp', { path: { id } }) }
      }
      const path = { id: known.id }
      await api('changeApp', { path, body: app })
      return { undo: () => api('changeApp', { path, body: known.before }) }
    }
    case 'host': {
      const { known, host } = step
      if (!known) {
        const { id } = await api('addHost', { body: newHost(host) })
        return { undo: () => api('removeHost', { path: { id } }) }
      }
      const path = { id: known.id }
      await api('changeHost', { path, body: changeOf(host) })
      return { undo: () => api('changeHost', { path, body: changeOf(known.before) }) }
    }
  }
}

type FileHost = SettingsFile['hosts'][number]

function newHost({ auth, expected_fingerprint, ...rest }: FileHost) {
  return {
    ...rest,
    ...(auth && { auth }),
    ...(expected_fingerprint !== null && { expected_fingerprint }),
  }
}

function changeOf({ region, monthly_cost, method, priority, critical }: FileHost) {
  return { region, monthly_cost, method, priority, critical }
}
