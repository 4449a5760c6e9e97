import { expect, test } from 'vitest'
import type { Fault } from '#contract/fault'
import { hostReason } from '#contract/host-reason'
import type { ListedNote } from '#contract/http/deployments'
import { languages } from '#contract/model/language'
import { faultSentence } from '#renderer/i18n/fault-sentence'
import {
  checkTold,
  noteTold,
  stepTold,
  stepWords,
  troubleTold,
} from '#renderer/i18n/host-note-told'
import { openTranslation } from '#renderer/i18n/translate'

const inChinese = async () => (await openTranslation('zh-Hans')).t
const plain = (sentence: string) => ({ sentence, said: null })

const exit: Extract<Fault, { code: 'host.step-failed' }> = {
  ...{ code: 'host.step-failed', host: '橡树', step: 'docker', facts: {} },
  detail: 'exit 100: E: Unable to locate package docker.io',
  why: hostReason('exit', { code: 100 }),
  said: 'E: Unable to locate package docker.io',
}
const noteOf = ({ code, ...facts }: Fault): ListedNote => ({ code, facts })

test('a step that failed is told by its title; what the host said stands apart', async () => {
  const t = await inChinese()
  expect(noteTold(t, noteOf(exit))).toEqual({
    sentence: '“没有 Docker 就安装，并启动它”在“橡树”上失败：命令以退出码 100 结束。',
    said: 'E: Unable to locate package docker.io',
  })
  expect(faultSentence(t, exit)).toBe(
    '“没有 Docker 就安装，并启动它”在“橡树”上失败：命令以退出码 100 结束。主机输出：E: Unable to locate package docker.io',
  )
})

test('what can be done goes with what a command said, where that is known', async () => {
  const t = await inChinese()
  const detail = 'exit 1: mkdir: Read-only file system'
  const { sentence } = noteTold(t, noteOf({ ...exit, detail })) ?? plain('')
  expect(sentence).toContain('它的那部分磁盘不可写')
  expect([
    sentence.includes('`findmnt`'),
    faultSentence(t, { ...exit, detail }).includes('`'),
  ]).toEqual([true, false])
})

test('at the step itself stands only why it failed; the host’s problem has the rest', async () => {
  const t = await inChinese()
  const step = { status: 'failed', message: 'In English.', says: noteOf(exit) } as const
  const cut = noteOf({ code: 'host.cut', host: 'oak', detail: 'x' })
  expect([
    stepTold(t, step, true),
    stepTold(t, step, false)?.said,
    stepTold(t, { ...step, says: cut }, true),
    stepTold(t, { ...step, status: 'cancelled', says: { code: 'cancelled', facts: {} } }, true),
    stepTold(t, { ...step, status: 'pending', message: '', says: null }, false),
  ]).toEqual([plain('命令以退出码 100 结束。'), exit.said, null, null, null])
})

test('a check tells what it found, well or not', async () => {
  const t = await inChinese()
  const check = (says: ListedNote | null) => checkTold(t, { message: 'In English.', says }).sentence
  const failing = { ...exit, step: 'api', why: hostReason('no-container') }
  expect([
    check({ code: 'runs-again', facts: { restarts: 2 } }),
    check({ code: 'nothing-on-port', facts: { port: 3001 } }),
    check(noteOf(failing)),
    check(null),
    check({ code: 'of-a-later-version', facts: {} }),
  ]).toEqual([
    '在运行，重启过 2 次',
    '端口 3001 上没有程序在监听。',
    '在主机上没有找到它的容器。',
    'In English.',
    'In English.',
  ])
})

test('a problem is told part by part: what failed, then what could not be put back', async () => {
  const t = await inChinese()
  const says = [
    noteOf(exit),
    { code: 'not-put-back', facts: { step: 'tunnel-user', user: 'banyan-tunnel' } },
    noteOf({
      ...{ code: 'host.cut', host: 'oak', detail: 'the other side hung up' },
      why: hostReason('other-hung-up'),
    }),
  ]
  const told = troubleTold(t, { problem: 'In English.', says, stopped_by: null })
  expect(told.map(({ sentence }) => sentence).slice(1)).toEqual([
    '“创建用户 banyan-tunnel：它的密钥只能通到工作节点的端口，并验证”没能撤回：',
    '与“oak”的连接断开了：对方断开了。再运行一次就会接着做。',
  ])
})

test('what was kept before its notes is told as it was; that a host was stopped is told once', async () => {
  const t = await inChinese()
  const trouble = (says: readonly ListedNote[] | null, stopped_by: 'cancelled' | null = null) =>
    troubleTold(t, { problem: 'In English.', says: says && [...says], stopped_by })
  expect([
    trouble(null),
    trouble([{ code: 'of-a-later-version', facts: {} }]),
    trouble([{ code: 'cancelled', facts: {} }], 'cancelled'),
    troubleTold(t, { problem: null, says: null, stopped_by: null }),
    stepWords(t, { name: 'service', words: 'Starts it.', facts: null }),
  ]).toEqual([[plain('In English.')], [plain('In English.')], [], [], 'Starts it.'])
})

const gate: ListedNote = { code: 'not-well-after', facts: { host: 'oak', check: 'api' } }
const unusable: Fault = {
  ...{ code: 'host.unusable', host: 'oak', reasons: ['In English.'] },
  problems: [
    {
      ...{ code: 'sudo-asks', isWarning: false, message: 'In English.', help: 'In English.' },
      says: { sentence: 'sudo-asks', facts: { user: 'ann' } },
    },
    {
      ...{ code: 'host.untrusted', isWarning: false, message: 'In English.', help: 'In English.' },
      says: {
        sentence: 'fault',
        fault: { code: 'host.cut', host: 'oak', detail: 'x', why: hostReason('broke-off') },
      },
    },
  ],
}
const noisy: Fault = {
  ...{ code: 'host.noisy', host: 'oak', detail: 'In English.', said: 'Welcome' },
  why: hostReason('printed-else'),
}
const bare: Fault = {
  ...{ code: 'host.unusable', host: 'oak', reasons: ['In English.'] },
  why: hostReason('no-sudo', { user: 'ann' }),
}

for (const language of languages) {
  test(`what is in the way of a plan is told in ${language}, and nothing is left open`, async () => {
    const { t } = await openTranslation(language)
    const told = [noteOf(unusable), noteOf(noisy), noteOf(bare), gate].map(note =>
      noteTold(t, note),
    )
    const text = told.map(each => `${each?.sentence} ${each?.said}`).join('\n')
    expect(text).not.toMatch(/\{\{|undefined|In English/)
    expect(told.map(each => each?.said)).toEqual([null, 'Welcome', null, null])
    expect([text.includes('ann ALL=(ALL)'), text.includes('oak')]).toEqual([true, true])
  })
}
