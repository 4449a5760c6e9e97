import { defaultAppId } from '#contract/model/app'
import type { SettingName } from '#contract/model/setting'
import { holdsLogin, type SettingsFile } from '#contract/model/settings-file'
import type { Preferences } from '../../../state/preferences.ts'
import { isAllowed } from '../is-allowed.ts'
import { fileApp, fileHost, type KnownState } from './known-state.ts'

type FileApp = SettingsFile['apps'][number]
type FileHost = SettingsFile['hosts'][number]

/** One thing that an import would do; what was before it stands with it, so that it can be taken back. */
export type Step =
  | {
      readonly kind: 'setting'
      readonly name: SettingName
      readonly value: string
      /** Null: it was at its default. */
      readonly before: string | null
    }
  | { readonly kind: 'app'; readonly app: FileApp; readonly known: Known<FileApp> | null }
  | {
      readonly kind: 'prices'
      readonly prices: SettingsFile['prices']
      readonly before: SettingsFile['prices']
    }
  | { readonly kind: 'host'; readonly host: FileHost; readonly known: Known<FileHost> | null }
  | { readonly kind: 'preference'; readonly to: Preferences; readonly before: Preferences }

interface Known<T> {
  readonly id: string
  readonly before: T
}

/** Why something in the file is left out. */
export interface Skipped {
  readonly why: 'login' | 'fixed' | 'notAllowed'
  readonly name: string
}

export interface ImportPlan {
  readonly steps: readonly Step[]
  readonly skipped: readonly Skipped[]
}

/** What would have to be done for what the file says to be so. Nothing is removed. */
export function planImport(file: SettingsFile, now: KnownState): ImportPlan {
  const settings = settingSteps(file, now)
  const hosts = hostSteps(file, now)
  return {
    steps: [
      ...settings.steps,
      ...appSteps(file, now),
      ...priceSteps(file, now),
      ...hosts.steps,
      ...(same(file.preferences, now.preferences)
        ? []
        : [{ kind: 'preference', to: file.preferences, before: now.preferences } as const]),
    ],
    skipped: [...settings.skipped, ...hosts.skipped],
  }
}

function settingSteps(file: SettingsFile, { settings }: KnownState): ImportPlan {
  const steps: Step[] = []
  const skipped: Skipped[] = []
  for (const view of settings) {
    const { name, value: current, source } = view
    const value = file.settings[name]
    if (value === undefined || (source === 'saved' && value === current)) continue
    if (source === 'flag' || source === 'environment') skipped.push({ why: 'fixed', name })
    else if (!isAllowed(name, value) || holdsLogin(value)) skipped.push({ why: 'notAllowed', name })
    else steps.push({ kind: 'setting', name, value, before: source === 'saved' ? current : null })
  }
  return { steps, skipped }
}

/** Prices of the owner that the file does not name stay. */
function priceSteps(file: SettingsFile, { prices: before }: KnownState): readonly Step[] {
  const named = new Map(file.prices.map(price => [price.model, price]))
  const kept = before.map(price => named.get(price.model) ?? price)
  const added = file.prices.filter(({ model }) => !before.some(known => known.model === model))
  const prices = [...kept, ...added]
  return same(prices, before) ? [] : [{ kind: 'prices', prices, before: [...before] }]
}

/** Apps are known by their names; of several with one name, the first is meant. */
function appSteps(file: SettingsFile, { apps }: KnownState): readonly Step[] {
  return file.apps.flatMap(app => {
    const listed = apps.find(({ id, name }) => id !== defaultAppId && name === app.name)
    const known = listed ? { id: listed.id, before: fileApp(listed) } : null
    return known && same(known.before, app) ? [] : [{ kind: 'app', app, known } as const]
  })
}

/** Those that others are reached through come first. */
function hostSteps(file: SettingsFile, { hosts }: KnownState): ImportPlan {
  const steps: Step[] = []
  const skipped: Skipped[] = []
  for (const host of jumpsFirst(file.hosts)) {
    const listed = hosts.find(({ name }) => name === host.name)
    const known = listed ? { id: listed.id, before: fileHost(listed, hosts) } : null
    // How a host that is known is reached and believed is decided here alone, by no file.
    const wanted = known ? { ...host, ...keptOf(known.before) } : host
    if (known && same(known.before, wanted)) continue
    if (!known && host.auth === null) skipped.push({ why: 'login', name: host.name })
    else steps.push({ kind: 'host', host: wanted, known })
  }
  return { steps, skipped }
}

const keptOf = (host: FileHost) => {
  const { auth, expected_fingerprint, host_key, address, user, port, jump, transport } = host
  return { auth, expected_fingerprint, host_key, address, user, port, jump, transport }
}

function jumpsFirst(hosts: readonly FileHost[]): readonly FileHost[] {
  const placed = new Set<string>()
  const sorted: FileHost[] = []
  let left = [...hosts]
  while (left.length > 0) {
    const names = new Set(left.map(({ name }) => name))
    const free = left.filter(({ jump }) => jump === null || !names.has(jump) || placed.has(jump))
    const next = free.length > 0 ? free : left
    for (const host of next) placed.add(host.name)
    sorted.push(...next)
    left = left.filter(host => !next.includes(host))
  }
  return sorted
}

/** Whether both say the same, whatever the order of their names. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sortedNames(a)) === JSON.stringify(sortedNames(b))
}

function sortedNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedNames)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sortedNames(inner)]),
  )
}

/** Why a step deserves a second look: a file may come from somebody else. */
export type Delicacy = 'keys' | 'door' | 'programs' | 'login'

const delicateSettings: Readonly<Partial<Record<SettingName, Delicacy>>> = {
  openaiBaseUrl: 'keys',
  geminiBaseUrl: 'keys',
  anthropicBaseUrl: 'keys',
  compatibleBaseUrl: 'keys',
  host: 'door',
  port: 'door',
  ownerSecretAlways: 'door',
  allowedHosts: 'door',
  allowedOrigins: 'door',
  workers: 'programs',
  pythonTools: 'programs',
  ollamaBaseUrl: 'programs',
  lmstudioBaseUrl: 'programs',
}

export function delicacyOf(step: Step): Delicacy | null {
  if (step.kind === 'setting') return delicateSettings[step.name] ?? null
  return step.kind === 'host' && step.known === null ? 'login' : null
}
