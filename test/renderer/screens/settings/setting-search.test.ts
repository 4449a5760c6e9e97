import { expect, test } from 'vitest'
import { en } from '#renderer/i18n/en'
import type { Messages } from '#renderer/i18n/messages'
import { zhHans } from '#renderer/i18n/zh-hans'
import { findSettings, type SettingWords } from '#renderer/screens/settings/setting-search'

const wordsIn = ({ setting, settings, preference }: Messages): SettingWords => ({
  label: name => setting[name].label,
  hint: name => setting[name].hint,
  section: name => settings.section[name].title,
  about: name => (name === 'app' ? preference.theme : ''),
})

const found = (typed: string) => findSettings(typed, wordsIn(en))

test('finds by label, hint, variable and flag, in the parts where they stand', () => {
  expect([
    found('listen on'),
    found('HEALTH_CHECK'),
    found('--max-retries'),
    found('vllm'),
    found('  '),
    found('xyzzy'),
  ]).toEqual([
    [{ section: 'server', settings: ['host'] }],
    [{ section: 'workers', settings: ['healthCheckIntervalMs'] }],
    [{ section: 'routing', settings: ['maxRetries'] }],
    [{ section: 'models', settings: ['compatibleBaseUrl'] }],
    [],
    [],
  ])
})

test('needs every word, in any order, and finds what is no setting of the root', () => {
  expect(found('key openai').flatMap(({ settings }) => settings)).toContain('openaiApiKey')
  expect([found('prices'), found('theme')]).toEqual([
    [{ section: 'prices', settings: [] }],
    [{ section: 'app', settings: [] }],
  ])
})

test('finds in the language of the window', () => {
  expect(findSettings('端口', wordsIn(zhHans))).toEqual([{ section: 'server', settings: ['port'] }])
})
