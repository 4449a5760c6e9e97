import { WorkerId } from '#contract/ids'
import type { Snapshot } from '#contract/ipc/requests'
import { type SettingView, settingDefinitions, settingNames } from '#contract/model/setting'
import type { Worker } from '#contract/model/worker'

export function aWorker(id: string, more: Partial<Worker> = {}): Worker {
  return {
    id: WorkerId.parse(id),
    name: id,
    origin: 'local',
    transport: 'local',
    hostName: null,
    url: 'http://127.0.0.1:40001',
    phase: { name: 'healthy', since: 0 },
    version: '0.1.0',
    slots: 5,
    weight: 1,
    priority: 0,
    role: 'worker',
    vitals: null,
    providers: [{ name: 'openai', models: ['gpt-5-mini'], problem: null }],
    models: ['gpt-5-mini'],
    defaultModel: 'gpt-5-mini',
    load: { inFlight: 0, served: 0, failed: 0, latencyMs: null, firstTokenMs: null },
    ...more,
  }
}

/** Every setting at its default, but for what is given. */
export function settingViews(
  more: Readonly<Partial<Record<SettingView['name'], Partial<SettingView>>>> = {},
): readonly SettingView[] {
  return settingNames.map(name => {
    const definition: { readonly fallback: string; readonly secret?: true } =
      settingDefinitions[name]
    const isSecret = definition.secret === true
    return {
      name,
      value: isSecret ? null : definition.fallback,
      isSet: false,
      isSecret,
      source: 'default',
      ...more[name],
    }
  })
}

export function aSnapshot(more: Partial<Snapshot> = {}): Snapshot {
  return {
    sequence: 10,
    version: '0.1.0',
    root: { name: 'running', address: 'http://127.0.0.1:3000', since: 0 },
    workers: [],
    settings: settingViews(),
    secretProtection: 'keyring',
    ...more,
  }
}
