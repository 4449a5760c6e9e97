import { expect, test } from 'vitest'
import type { Fault } from '#contract/fault'
import { hostReason, hostReasons } from '#contract/host-reason'
import { hostProblemSentences } from '#contract/model/host-facts'
import { languages } from '#contract/model/language'
import { en } from '#renderer/i18n/en'
import { faultSentence } from '#renderer/i18n/fault-sentence'
import { hostProblemText } from '#renderer/i18n/host-problem-text'
import { openTranslation } from '#renderer/i18n/translate'

const english = { code: 'x', warning: false, message: 'In English.', help: 'Help in English.' }

test('each sentence about a host and each reason has its text, and no text is left over', () => {
  expect({
    why: Object.keys(en.hostWhy),
    says: Object.keys(en.hostProblem.says),
    help: Object.keys(en.hostProblem.help),
  }).toEqual({
    why: Object.keys(hostReasons),
    says: [...hostProblemSentences],
    help: [...hostProblemSentences],
  })
})

for (const language of languages) {
  test(`what is in the way on a host is told in ${language}`, async () => {
    const { t } = await openTranslation(language)
    const facts = { user: 'ann', seconds: 400 }
    const asks = hostProblemText(t, { ...english, sentence: 'sudo-asks', facts })
    const late = hostProblemText(t, { ...english, sentence: 'clock-far-behind', facts })
    expect([asks.help.includes('ann ALL=(ALL)'), late.message.includes('400')]).toEqual([
      true,
      true,
    ])
    expect([asks.message, late.help].some(text => text.includes('English'))).toBe(false)
  })
}

test('a host that is not reached says why in Chinese, and nothing in English', async () => {
  const { t } = await openTranslation('zh-Hans')
  const fault: Fault = {
    code: 'host.unreachable',
    host: 'oak',
    detail: 'nothing listens there.',
    why: hostReason('nothing-listens', { place: '192.0.2.1:22' }),
  }
  const said = faultSentence(t, fault)
  expect(said).toBe(
    '连不上“oak”：192.0.2.1:22：这个端口没有程序在监听。请检查端口，并确认 SSH 服务在运行；刚开机的机器需要等一分钟。',
  )
  const { code, ...facts } = fault
  const problem = hostProblemText(t, { ...english, code, sentence: 'fault', facts })
  expect(problem).toEqual({ message: said, help: expect.stringContaining('防火墙') })
})

test('what was found before the facts were kept is told as it was', async () => {
  const { t } = await openTranslation('zh-Hant')
  expect(hostProblemText(t, english)).toEqual({
    message: 'In English.',
    help: 'Help in English.',
  })
})
