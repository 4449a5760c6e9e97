import type { ListedApp } from '#contract/http/apps'
import type { ListedHost } from '#contract/http/hosts'
import { defaultAppId } from '#contract/model/app'
import type { SettingView } from '#contract/model/setting'
import {
  holdsLogin,
  type SettingsFile,
  settingsFileVersion,
  travels,
} from '#contract/model/settings-file'
import type { Preferences } from '../../../state/preferences.ts'

/** All that an export is made of and an import is compared with. */
export interface KnownState {
  readonly settings: readonly SettingView[]
  readonly apps: readonly ListedApp[]
  readonly prices: SettingsFile['prices']
  readonly hosts: readonly ListedHost[]
  readonly preferences: Preferences
}

/** The file of what is so now, without anything secret. The app without a key is not told: it is everywhere. */
export function fileOf(state: KnownState, now: Date): SettingsFile {
  const saved = state.settings.filter(
    ({ name, source, isSecret, value }) =>
      source === 'saved' && !isSecret && travels(name) && value !== null && !holdsLogin(value),
  )
  const { language, theme } = state.preferences
  return {
    banyan: 'settings',
    version: settingsFileVersion,
    written_at: now.toISOString(),
    settings: Object.fromEntries(saved.map(({ name, value }) => [name, value ?? ''])),
    apps: state.apps.filter(({ id }) => id !== defaultAppId).map(fileApp),
    prices: [...state.prices],
    hosts: state.hosts.map(host => fileHost(host, state.hosts)),
    preferences: { language, theme },
  }
}

export function fileApp(app: ListedApp): SettingsFile['apps'][number] {
  return {
    name: app.name,
    models: app.models,
    requests_per_minute: app.requests_per_minute,
    tokens_per_day: app.tokens_per_day,
    budget_usd_per_month: app.budget_usd_per_month,
    expires_at: app.expires_at,
    cache: app.cache,
    keep_contents: app.keep_contents,
  }
}

export function fileHost(
  host: ListedHost,
  all: readonly ListedHost[],
): SettingsFile['hosts'][number] {
  const { auth, trust } = host
  return {
    name: host.name,
    address: host.address,
    port: host.port,
    user: host.user,
    region: host.region,
    monthly_cost: host.monthly_cost,
    jump: all.find(({ id }) => id === host.jump)?.name ?? null,
    expected_fingerprint: trust.pinned?.fingerprint ?? trust.expected_fingerprint,
    host_key: host.host_key,
    method: host.method,
    transport: host.transport,
    priority: host.priority,
    critical: host.critical,
    auth:
      auth.kind === 'agent'
        ? { agent: true }
        : auth.kind === 'private_key_path' && auth.private_key_path !== null
          ? { private_key_path: auth.private_key_path }
          : null,
  }
}
