import { expect, test } from 'vitest'
import { type SettingName, settingDefinitions, settingNames } from '#contract/model/setting'
import { resolveSettings, type SettingInputs } from '#main/settings/resolve'
import { secretNames } from '#main/settings/resolved-settings'

const values = (record: Partial<Record<SettingName, string>>) =>
  new Map(Object.entries(record) as [SettingName, string][])

function resolve(inputs: Partial<SettingInputs>) {
  return resolveSettings({ flags: new Map(), env: {}, saved: new Map(), ...inputs })
}

test('every default is allowed', () => {
  const { settings, sources, refused } = resolve({})
  expect({ refused, sources: new Set(Object.values(sources)) }).toEqual({
    refused: [],
    sources: new Set(['default']),
  })
  expect(settings).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    rootSecret: null,
    localWorker: true,
    openaiBaseUrl: null,
    ollamaBaseUrl: 'http://127.0.0.1:11434',
    logLevel: 'info',
  })
})

test('knows the secrets that the contract marks', () => {
  const marked = settingNames.filter(name => 'secret' in settingDefinitions[name])
  expect([...secretNames].sort()).toEqual([...marked].sort())
})

test('a flag goes before the environment, that before what is saved, that before the default', () => {
  const { settings, sources } = resolve({
    flags: values({ port: '1' }),
    env: { ROOT_NODE_PORT: '2', MAX_CONCURRENT_REQUESTS: '2' },
    saved: values({ port: '3', maxConcurrentRequests: '3', maxRetries: '1' }),
  })
  const names = ['port', 'maxConcurrentRequests', 'maxRetries', 'workerTimeoutMs'] as const
  expect(names.map(name => [settings[name], sources[name]])).toEqual([
    [1, 'flag'],
    [2, 'environment'],
    [1, 'saved'],
    [30000, 'default'],
  ])
})

test('an empty variable is one that is not set', () => {
  const { sources } = resolve({ env: { ROOT_NODE_PORT: '' } })
  expect(sources.port).toBe('default')
})

test.each([
  [{ env: { ROOT_NODE_PORT: '70000' } }, 'ROOT_NODE_PORT: "70000" is not allowed; a whole number'],
  [{ env: { ROOT_NODE_PORT: ' ' } }, 'ROOT_NODE_PORT: " " is not allowed; a whole number'],
  [{ flags: values({ port: '' }) }, '--port: "" is not allowed; a whole number'],
  [{ flags: values({ localWorker: 'maybe' }) }, '--local-worker: "maybe" is not allowed; true or'],
  [{ env: { OPENAI_BASE_URL: 'ftp://x' } }, 'OPENAI_BASE_URL: "ftp://x" is not allowed; an http'],
  [
    { env: { OPENAI_BASE_URL: 'ftp://me:pw@x' } },
    'OPENAI_BASE_URL: "ftp://me:••••••@x" is not allowed',
  ],
  [{ env: { ALERT_RULES: '{"dsk":false}' } }, 'not allowed; Unrecognized key: "dsk"; JSON such as'],
  [{ env: { ALERT_RULES: '{"disk":{"below_gib":-1}}' } }, 'not allowed; disk.below_gib: Too small'],
  [{ env: { ALERT_RULES: '{' } }, 'ALERT_RULES: "{" is not allowed; JSON such as'],
  [{ env: { ALERT_WEBHOOK_URL: 'http://169.254.169.254/x' } }, 'that is not link-local'],
  [{ env: { ALERT_WEBHOOK_SECRET: 'whsec_c2hvcnQ=' } }, '"[secret]" is not allowed; whsec_ and'],
  [{ env: { ROOT_NODE_SECRET: 'short' } }, 'ROOT_NODE_SECRET: "[secret]" is not allowed; at least'],
])(
  'a bad value ends the start with the name, the value and what is allowed: %j',
  (inputs, text) => {
    expect(() => resolve(inputs)).toThrow(text)
  },
)

test('a saved value that is not allowed gives way to the default and is reported', () => {
  const { settings, sources, refused } = resolve({ saved: values({ port: 'x', maxRetries: '2' }) })
  expect({
    port: settings.port,
    source: sources.port,
    maxRetries: settings.maxRetries,
    refused: refused.map(({ message }) => message),
  }).toEqual({
    port: 3000,
    source: 'default',
    maxRetries: 2,
    refused: [expect.stringContaining('ROOT_NODE_PORT: "x" is not allowed')],
  })
})

test('hands a secret over so that it cannot be printed', () => {
  const { settings } = resolve({ env: { OPENAI_API_KEY: ' sk-1 ' } })
  expect([`${settings.openaiApiKey}`, settings.openaiApiKey?.reveal()]).toEqual([
    '[secret]',
    'sk-1',
  ])
})
