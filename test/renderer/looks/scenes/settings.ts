import type { ListedApp } from '#contract/http/apps'
import type { ListedHost } from '#contract/http/hosts'
import type { ApiAnswers } from '../../fake-bridge.ts'
import { Refusal } from '../../fake-bridge.ts'
import { aSnapshot, aWorker, settingViews } from '../../snapshot.ts'
import type { Scene } from '../scene.ts'

const now = Date.now()
const hours = 3_600_000
const at = (ago: number) => new Date(now - ago).toISOString()
const root = { name: 'running', address: 'http://127.0.0.1:3000', since: now - 3 * hours } as const

function anApp(id: string, name: string, more: Partial<ListedApp> = {}): ListedApp {
  return {
    ...{ id, name, models: [], requests_per_minute: null, tokens_per_day: null },
    ...{ budget_usd_per_month: null, expires_at: null, cache: 'off', keep_contents: false },
    ...{ revoked: false, key_hint: 'k3Qa', created_at: at(900 * hours) },
    ...{ tokens_today: 0, cost_usd_this_month: 0 },
    ...more,
  }
}

const apps = [
  anApp('default', 'default', { key_hint: null, tokens_today: 1284, cost_usd_this_month: 0.004 }),
  anApp('a1', 'Cherry Studio', {
    ...{ tokens_today: 812_344, tokens_per_day: 2_000_000 },
    ...{ cost_usd_this_month: 8.42, budget_usd_per_month: 10 },
  }),
  anApp('a2', '小说创作助手（内部测试版，请不要把密钥外传给其他同事）', {
    ...{ models: ['gpt-5*', 'claude-sonnet-4-5', 'gemini-2.5-flash-lite-preview-09-2025'] },
    ...{ tokens_today: 40_120, cost_usd_this_month: 1.18, key_hint: 'Zz81' },
  }),
  anApp('a3', 'Claude Code', {
    models: ['claude-*'],
    cost_usd_this_month: 31.07,
    budget_usd_per_month: 30,
  }),
  anApp('a4', 'old-script', { revoked: true, key_hint: '0aQ1' }),
  anApp('a5', 'workshop', { expires_at: at(30 * hours) }),
]

const usage = { requests: 0, failed: 0, prompt_tokens: 0, completion_tokens: 0 }
const noTokens = { cached_tokens: 0, reasoning_tokens: 0, cost_usd: 0, unpriced: 0 }
const row = (key: string, requests: number, unpriced = 0) => ({
  ...{ key, name: null, ...usage, ...noTokens, requests, unpriced },
})

const price = (model: string, input: number, cached_input: number, output: number) => ({
  ...{ model, input, cached_input, output },
})

const host = (id: string, name: string, state: ListedHost['trust']['state']): ListedHost => ({
  ...{ id, name, address: '141.144.20.7', port: 22, user: 'ubuntu', region: 'eu-frankfurt-1' },
  ...{ monthly_cost: 0, has_own_key: true, jump: null, host_key: 'ask', method: 'auto' },
  ...{ transport: 'tunnel', priority: 100, critical: false, coolify: null, verdict: null },
  auth: {
    ...{ kind: 'private_key', private_key_path: null, has_private_key: true },
    ...{ has_passphrase: false, has_password: false, readable: true },
  },
  trust: {
    ...{ state, key: null, pinned: null, pinned_at: null, because: null },
    expected_fingerprint: null,
  },
  ...{ installed: null, idle: null, added_at: at(100 * hours) },
})

const backup = (ago: number, bytes: number, kind: 'backup' | 'before-restore' = 'backup') => ({
  ...{ id: `banyan-${ago}`, created_at: at(ago), bytes, kind },
})

const alert = (
  id: string,
  rule: 'offline' | 'budget' | 'disk',
  name: string | null,
  state: 'open' | 'recovered',
) => ({
  ...{ id, rule, subject: 'x', name, severity: 'warning' as const, state, message: '' },
  ...{ opened_at: at(5 * hours), told_at: at(5 * hours), recovered_at: null },
})

const api: ApiAnswers = {
  listApps: { apps },
  addApp: { ...anApp('a9', 'Open WebUI'), key: 'banyan-7Jq2mV0cX8pYt4LrB1sKd9WzQe6NfUaHgTi3Oj5k' },
  getUsage: call => ({
    ...{ by: 'app', from: '2026-11-01', to: '2026-11-22', total: { ...usage, ...noTokens } },
    rows:
      call.query['by'] === 'model'
        ? [row('qwen3-coder-480b', 41, 41), row('deepseek-v3.2-exp', 12, 12), row('gpt-5', 80)]
        : [row('a1', 4120), row('a2', 311), row('a3', 1), row('default', 12)],
  }),
  getPrices: {
    own: [price('gpt-5-mini', 0.2, 0.02, 1.6), price('my-vllm', 0, 0, 0)],
    list: [
      price('gpt-5', 1.25, 0.125, 10),
      price('gpt-5-mini', 0.25, 0.025, 2),
      price('claude-sonnet-4-5', 3, 0.3, 15),
      price('gemini-2.5-flash', 0.3, 0.075, 2.5),
    ],
    list_as_of: '2026-10-01',
  },
  listHosts: {
    hosts: [
      host('h1', 'oracle-fra-1', 'pinned'),
      host('h2', '法兰克福二号机', 'offered'),
      host('h3', 'vps-old', 'changed'),
    ],
  },
  listBackups: {
    backups: [
      backup(5 * hours, 249_856),
      backup(29 * hours, 245_760),
      backup(40 * hours, 12_400_000, 'before-restore'),
    ],
    running: null,
    failed_at: null,
  },
  listAlerts: {
    alerts: [
      alert('1', 'offline', 'old-1', 'open'),
      alert('2', 'budget', '小说创作助手', 'recovered'),
      alert('3', 'disk', null, 'recovered'),
    ],
    next_cursor: null,
  },
  testAlerts: {
    ways: [
      { way: 'log', ok: true, detail: null, ms: 0 },
      { way: 'desktop', ok: true, detail: null, ms: 3 },
      { way: 'webhook', ok: false, detail: 'it answered 404', ms: 210 },
    ],
  },
  verifyAudit: { sound: true, entries: 12, broken_at: null, reason: null, kept_head: 'known' },
}

const worker = aWorker('local-1', { models: ['gpt-5', 'gpt-5-mini', 'gemini-2.5-flash'] })
const plain = aWorker('nrt-1a', {
  origin: 'saved',
  transport: 'http',
  url: 'http://10.0.0.12:3001',
})

const snapshot = aSnapshot({
  root,
  workers: [worker, plain],
  secretProtection: 'key-file',
  settings: settingViews({
    host: { value: '0.0.0.0', source: 'saved' },
    rootSecret: { isSet: true, source: 'saved' },
    openaiApiKey: { isSet: true, source: 'saved' },
    geminiApiKey: { isSet: true, source: 'environment' },
    port: { value: '3000', source: 'flag' },
    workerTimeoutMs: { value: '45000', source: 'saved' },
    modelAliases: {
      value: JSON.stringify({
        'gpt-4o': ['gpt-5-mini', 'gemini-2.5-flash', 'claude-sonnet-4-5'],
        快速: ['gemini-2.5-flash'],
      }),
      source: 'saved',
    },
    modelStrategies: { value: '{"gpt-5":"fastest"}', source: 'saved' },
    alertsMutedUntil: { value: new Date(now + 30 * hours).toISOString(), source: 'saved' },
    alertRules: { value: '{"disk":false,"offline":{"after_seconds":120}}', source: 'saved' },
  }),
})

const well = aSnapshot({
  root,
  workers: [worker],
  settings: settingViews({
    rootSecret: { isSet: true, source: 'saved' },
    ownerSecretAlways: { value: 'true', isSet: true, source: 'saved' },
    alertWebhookUrl: { value: 'https://hooks.example.net/x', isSet: true, source: 'saved' },
    alertWebhookSecret: { isSet: true, source: 'saved' },
  }),
})

const file = {
  ...{ banyan: 'settings', version: 1, written_at: at(0) },
  settings: {
    workerTimeoutMs: '60000',
    openaiBaseUrl: 'https://proxy.example.net/v1',
    logLevel: 'debug',
    port: '4000',
  },
  apps: [
    {
      ...{ name: '笔记应用', models: ['gpt-5*'], requests_per_minute: 60, tokens_per_day: null },
      ...{ budget_usd_per_month: 5, expires_at: null, cache: 'off', keep_contents: false },
    },
  ],
  prices: [],
  hosts: [
    {
      ...{ name: 'oracle-nrt-1', address: '141.144.20.9', port: 22, user: 'ubuntu', region: null },
      ...{ monthly_cost: null, jump: null, expected_fingerprint: null, host_key: 'ask' },
      ...{ method: 'auto', transport: 'tunnel', priority: 100, critical: false, auth: null },
    },
  ],
  preferences: { language: 'system', theme: 'dark' },
}

export const settingsScenes: Readonly<Record<string, Scene>> = {
  sets: {
    snapshot,
    api,
    answers: {
      'file.open': () => ({ name: 'banyan-settings.json', text: JSON.stringify(file) }),
      'file.save': () => ({ saved: true }),
    },
  },
  'sets-well': {
    snapshot: well,
    api: { ...api, listApps: { apps: [] }, listHosts: { hosts: [] } },
  },
  'sets-empty': {
    snapshot: well,
    api: {
      ...api,
      listApps: { apps: apps.slice(0, 1) },
      getPrices: { own: [], list: [], list_as_of: '2026-10-01' },
      getUsage: {
        ...{ by: 'app', from: '2026-11-01', to: '2026-11-22' },
        total: { ...usage, ...noTokens },
        rows: [],
      },
      listBackups: {
        backups: [],
        running: { since: at(0), share: 0.42 },
        failed_at: at(2 * hours),
      },
      listAlerts: { alerts: [], next_cursor: null },
    },
  },
  'sets-broken': {
    snapshot,
    api: { ...api, listApps: new Refusal({ code: 'storage.full' }) },
  },
  'sets-waiting': { snapshot, api: { ...api, listApps: () => new Promise(() => {}) } },
  'sets-stopped': { snapshot: { ...snapshot, root: { name: 'stopped' } }, api },
}
