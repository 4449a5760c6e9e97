import { expect, test } from 'vitest'
import { settingDefinitions, settingNames } from '#contract/model/setting'
import {
  holdsLogin,
  mostFileCharacters,
  readSettingsFile,
  travels,
} from '#contract/model/settings-file'

const file = {
  ...{ banyan: 'settings', version: 1, written_at: '2026-11-22T00:00:00.000Z' },
  settings: { logLevel: 'debug' },
  ...{ apps: [], prices: [], hosts: [], preferences: { language: 'en', theme: 'dark' } },
}
const read = (more: object) => readSettingsFile(JSON.stringify({ ...file, ...more }))

test('reads what it wrote', () => {
  expect(read({})).toEqual({ file })
})

test('takes nothing that it does not know, no secret, no newer version, nothing huge', () => {
  expect([
    readSettingsFile('{'),
    readSettingsFile(' '.repeat(mostFileCharacters + 1)),
    read({ version: 2, more: true }),
    read({ banyan: 'other' }),
    read({ more: true }),
    read({ settings: { openaiApiKey: 'sk-1' } }),
    read({ settings: { alertWebhookUrl: 'https://hooks.example/T0/secret' } }),
    read({ settings: { dataDir: 'elsewhere' } }),
    read({ settings: { nothing: '1' } }),
    read({ prices: [{ model: 'm', input: -1, cached_input: 0, output: 0 }] }),
    read({ apps: [{ name: 'a', key: 'k' }] }),
  ]).toEqual([
    { problem: 'json' },
    { problem: 'large' },
    { problem: 'version' },
    { problem: 'form', where: 'banyan' },
    { problem: 'form', where: '–' },
    { problem: 'form', where: 'settings.openaiApiKey' },
    { problem: 'form', where: 'settings.alertWebhookUrl' },
    { problem: 'form', where: 'settings.dataDir' },
    { problem: 'form', where: 'settings' },
    { problem: 'form', where: 'prices.0.input' },
    { problem: 'form', where: expect.stringContaining('apps.0') },
  ])
})

test('no secret ever travels', () => {
  const secrets = settingNames.filter(name => 'secret' in settingDefinitions[name])
  expect(secrets.length).toBeGreaterThan(3)
  expect(secrets.filter(travels)).toEqual([])
})

test('sees a login in an address, or in a list of them', () => {
  expect(
    [
      'http://:key@10.0.0.7:1',
      'https://user:pass@x/y',
      'http://a:1,http://:k@b:2',
      'http://a/x@y',
      'http://a:1',
    ].map(holdsLogin),
  ).toEqual([true, true, true, false, false])
})
