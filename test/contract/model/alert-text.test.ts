import { expect, test } from 'vitest'
import type { AlertFacts, AlertNotice } from '#contract/model/alert'
import { alertText, noticeText, noticeTitle } from '#contract/model/alert-text'
import { languages } from '#contract/model/language'
import { anAlert, opened, recovered } from '../../main/alerts/an-alert.ts'

const gib = 2 ** 30
const facts: readonly AlertFacts[] = [
  { rule: 'offline', worker: 'Kitchen', reason: 'it does not answer' },
  { rule: 'error_rate', share: 0.253, requests: 40, overMs: 300_000 },
  { rule: 'latency', p95Ms: 12_345, requests: 40, overMs: 300_000 },
  { rule: 'budget', app: 'Cherry', spentUsd: 8.126, budgetUsd: 10 },
  { rule: 'disk', freeBytes: 0.5 * gib, totalBytes: 100 * gib },
  { rule: 'idle', host: 'fra-1', p95: { cpu: 3.2, network: 0.1, memory: 12 } },
]

test('says each alert in a sentence', () => {
  expect(facts.map(each => alertText({ facts: each }, 'en'))).toEqual([
    'The worker "Kitchen" is offline: it does not answer.',
    '25.3\u00a0% of 40 requests failed in the last 5 min.',
    'One stream in twenty waits longer than 12.3 s for its first word (of 40 in the last 5 min).',
    'The app "Cherry" has spent $8.13 of $10.00 this month.',
    'The disk with the data folder has 0.5 GiB left (0.5\u00a0%).',
    'The host "fra-1" is nearly idle, and Oracle may stop it: most of the time it uses at most 3.2\u00a0% of its processors, 0.1\u00a0% of its network and 12\u00a0% of its memory.',
  ])
})

test('says how long it took', () => {
  const lasted = [0, 40_000, 300_000, 12_000_000, 187_200_000].map(ms =>
    noticeText(recovered([anAlert({ recoveredAt: anAlert().openedAt + ms })]), 'en'),
  )
  expect(lasted.map(text => text.replace('The worker "Kitchen" is back. It took ', ''))).toEqual([
    '0 s.',
    '40 s.',
    '5 min.',
    '3 h 20 min.',
    '2 d 4 h.',
  ])
})

test('counts a storm and names the first of it', () => {
  const storm = Array.from({ length: 20 }, (_, index) =>
    anAlert({ facts: { rule: 'offline', worker: `w${index}`, reason: null } }),
  )
  const [first = anAlert(), second = anAlert(), ...rest] = storm
  expect([
    noticeText(opened([first, second, ...rest]), 'en'),
    noticeText(recovered([first, second]), 'en'),
    noticeText(opened([first, second, ...rest]), 'zh-Hans'),
  ]).toEqual([
    '20 alerts: workers offline (w0, w1, w2 and 17 more).',
    '2 alerts are over: workers offline (w0, w1).',
    '20 条告警：工作节点离线（w0、w1、w2等另外 17 个）。',
  ])
})

const notices: readonly AlertNotice[] = [
  { kind: 'test', at: 0 },
  ...facts.flatMap(each => {
    const [alert, over] = [anAlert({ facts: each }), anAlert({ facts: each, recoveredAt: 1 })]
    return [opened([alert]), recovered([over]), opened([alert, alert]), recovered([over, over])]
  }),
]

for (const language of languages) {
  test(`says everything in ${language}, each in its own words`, () => {
    const texts = notices.map(notice => noticeText(notice, language))
    const titles = [
      noticeTitle({ kind: 'test', at: 0 }, language),
      noticeTitle(opened(), language),
      noticeTitle(opened([anAlert()], { isRepeat: true }), language),
      noticeTitle(recovered([anAlert()]), language),
    ]
    expect([...texts, ...titles].filter(text => /undefined|NaN|\[object|^$/.test(text))).toEqual([])
    expect([new Set(texts).size, new Set(titles).size]).toEqual([texts.length, titles.length])
  })
}

test('says what was held back in one sentence, be it of several rules', () => {
  const disk = { rule: 'disk', freeBytes: 1, totalBytes: 100 } as const
  const held = {
    kind: 'held',
    at: 0,
    alerts: [anAlert(), anAlert({ id: 2, subject: 'data-folder', facts: disk })],
  } as const
  expect(languages.map(language => noticeText(held, language))).toEqual([
    '2 alerts came while it was quiet: workers offline (Kitchen), full disks.',
    '免打扰期间有 2 条告警：工作节点离线（Kitchen）、磁盘空间不足。',
    '勿擾期間有 2 則警示：工作節點離線（Kitchen）、磁碟空間不足。',
  ])
  expect(noticeTitle(held, 'en')).toBe('Banyan needs a look')
})
