import { expect, test } from 'vitest'
import type { ListedApp } from '#contract/http/apps'
import type { ListedHost } from '#contract/http/hosts'
import { readSettingsFile } from '#contract/model/settings-file'
import { delicacyOf, planImport } from '#renderer/screens/settings/transfer/import-plan'
import { fileOf, type KnownState } from '#renderer/screens/settings/transfer/known-state'
import { settingViews } from '../../../snapshot.ts'

const app: ListedApp = {
  ...{ id: 'a1', name: 'Cherry Studio', models: [], requests_per_minute: 60 },
  ...{ tokens_per_day: null, budget_usd_per_month: 5, expires_at: null, cache: 'off' },
  ...{ keep_contents: false, revoked: false, key_hint: 'k3Qa' },
  ...{ created_at: '2026-11-01T00:00:00Z', tokens_today: 0, cost_usd_this_month: 0 },
}

const host: ListedHost = {
  ...{ id: 'h1', name: 'fra', address: '192.0.2.1', port: 22, user: 'ubuntu', region: 'eu' },
  ...{ monthly_cost: 0, has_own_key: true, jump: null, host_key: 'ask', method: 'auto' },
  ...{ transport: 'tunnel', priority: 100, critical: false, coolify: null, verdict: null },
  auth: {
    ...{ kind: 'private_key_path', private_key_path: '~/.ssh/id', has_private_key: false },
    ...{ has_passphrase: false, has_password: false, readable: true },
  },
  trust: {
    ...{ state: 'pinned', key: null, pinned_at: null, because: null },
    pinned: { type: 'ssh-ed25519', fingerprint: 'SHA256:abc', blob: 'AAAA' },
    expected_fingerprint: null,
  },
  ...{ installed: null, idle: null, added_at: '2026-11-01T00:00:00Z' },
}

const price = { model: 'gpt-5', input: 1, cached_input: 0.1, output: 10 }

const full: KnownState = {
  settings: settingViews({
    logLevel: { value: 'debug', source: 'saved' },
    port: { value: '4000', source: 'saved' },
    maxRetries: { value: '5', source: 'environment' },
    openaiApiKey: { isSet: true, source: 'saved' },
    workers: { value: 'http://:a-key@192.0.2.9:1', source: 'saved' },
    alertWebhookUrl: { value: 'https://hooks.example/T0/hush', isSet: true, source: 'saved' },
  }),
  apps: [{ ...app, id: 'default', name: 'default', key_hint: null }, app],
  prices: [price],
  hosts: [host, { ...host, id: 'h2', name: 'behind', jump: 'h1' }],
  preferences: { language: 'en', theme: 'dark' },
}

const empty: KnownState = {
  settings: settingViews(),
  ...{ apps: [], prices: [], hosts: [], preferences: { language: 'system', theme: 'system' } },
}

const file = fileOf(full, new Date(0))

test('an export holds what was chosen, can be read, and holds nothing secret', () => {
  const text = JSON.stringify(file)
  expect(file.settings).toEqual({ logLevel: 'debug', port: '4000' })
  expect(readSettingsFile(text)).toEqual({ file })
  expect(/a-key|hush|k3Qa|AAAA/.test(text)).toBe(false)
  expect(
    file.hosts.map(({ name, jump, expected_fingerprint, auth }) => [
      name,
      jump,
      expected_fingerprint,
      auth,
    ]),
  ).toEqual([
    ['fra', null, 'SHA256:abc', { private_key_path: '~/.ssh/id' }],
    ['behind', 'fra', 'SHA256:abc', { private_key_path: '~/.ssh/id' }],
  ])
})

test('what is so already changes nothing', () => {
  expect(planImport(file, full)).toEqual({ steps: [], skipped: [] })
})

test('into an empty root everything comes, those that others are reached through first', () => {
  const turned = { ...file, hosts: file.hosts.toReversed() }
  const { steps, skipped } = planImport(turned, empty)
  const names = steps.map(step => {
    if (step.kind === 'setting') return `${step.name} ${step.value} ${step.before}`
    if (step.kind === 'app') return `app ${step.app.name} ${step.known}`
    return step.kind === 'host' ? `host ${step.host.name} ${step.known}` : step.kind
  })
  expect([names, skipped]).toEqual([
    [
      'port 4000 null',
      'logLevel debug null',
      'app Cherry Studio null',
      'prices',
      'host fra null',
      'host behind null',
      'preference',
    ],
    [],
  ])
})

test('leaves out what it may not or cannot do, and says why', () => {
  const { steps, skipped } = planImport(
    {
      ...file,
      ...{ prices: [], apps: [], preferences: empty.preferences },
      settings: { maxRetries: '7', port: '70000', workers: 'http://:k@x:1' },
      hosts: file.hosts.slice(0, 1).map(one => ({ ...one, auth: null })),
    },
    { ...empty, settings: settingViews({ maxRetries: { value: '5', source: 'flag' } }) },
  )
  expect([steps, skipped]).toEqual([
    [],
    [
      { why: 'notAllowed', name: 'port' },
      { why: 'notAllowed', name: 'workers' },
      { why: 'fixed', name: 'maxRetries' },
      { why: 'login', name: 'fra' },
    ],
  ])
})

test('a file changes no way to a host that is known, and removes no price', () => {
  const other = { ...price, model: 'mine' }
  const { steps } = planImport(
    {
      ...file,
      settings: {},
      hosts: file.hosts.map(one => ({
        ...{ ...one, address: '198.51.100.6', transport: 'http' as const, priority: 1 },
        ...{ expected_fingerprint: 'SHA256:evil', jump: null },
      })),
    },
    { ...full, hosts: [host], prices: [other] },
  )
  const [prices, known] = steps
  expect(prices).toEqual({ kind: 'prices', prices: [other, price], before: [other] })
  expect(known?.kind === 'host' && known.host).toEqual({ ...file.hosts[0], priority: 1 })
})

test('marks what deserves a second look', () => {
  const { steps } = planImport(
    { ...file, settings: { ...file.settings, openaiBaseUrl: 'https://proxy.example' } },
    empty,
  )
  expect(steps.map(delicacyOf)).toEqual(['door', 'keys', null, null, null, 'login', 'login', null])
})
