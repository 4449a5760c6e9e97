import { expect, test } from 'vitest'
import { en } from '#renderer/i18n/en'
import { zhHans } from '#renderer/i18n/zh-hans'
import { findSettings } from '#renderer/screens/settings/setting-search'

const wordsOf = (texts: Pick<typeof en, 'setting'> & { settings: unknown }, all: typeof en) => ({
  label: (name: keyof typeof en.setting) => texts.setting[name].label,
  hint: (name: keyof typeof en.setting) => texts.setting[name].hint,
  section: (name: keyof typeof en.settings.section) => all.settings.section[name].title,
})
const english = wordsOf(en, en)

const found = (typed: string) => findSettings(typed, english)

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

test('needs every word, in any order, and finds parts that hold no setting', () => {
  expect(found('key openai').flatMap(({ settings }) => settings)).toContain('openaiApiKey')
  expect(found('prices')).toEqual([{ section: 'prices', settings: [] }])
})

test('finds in the language of the window', () => {
  const chinese = {
    label: (name: keyof typeof en.setting) => zhHans.setting[name].label,
    hint: (name: keyof typeof en.setting) => zhHans.setting[name].hint,
    section: (name: keyof typeof en.settings.section) => zhHans.settings.section[name].title,
  }
  expect(findSettings('端口', chinese)).toContainEqual({ section: 'server', settings: ['port'] })
})
