import { expect, test } from 'vitest'
import type { Alert, AlertFacts, AlertNotice } from '#contract/model/alert'
import { LastAlerts } from '#main/tray/last-alerts'

const at = new Date(2026, 10, 22, 14, 5).getTime()
const dayMs = 86_400_000

function anAlert(id: number, facts: AlertFacts, openedAt = at): Alert {
  return {
    ...{ id, subject: `subject-${id}`, severity: 'warning', facts, openedAt, toldAt: openedAt },
    ...{ toldAs: 'warning', recoveredAt: null, isSettled: false },
  }
}
const offline = (worker: string): AlertFacts => ({ rule: 'offline', worker, reason: null })
const told = (notice: AlertNotice) =>
  ({
    type: 'event',
    event: { seq: 1, at, type: 'alert.opened', subject: '', data: { ...notice } },
  }) as const

test('keeps the last three, the newest first, each once', () => {
  const last = new LastAlerts([anAlert(2, offline('b')), anAlert(1, offline('a'))])
  const news = [anAlert(4, offline('d')), anAlert(3, offline('c'))] as const
  const isNew = last.hear(told({ kind: 'opened', at, isRepeat: false, alerts: news }))
  last.hear(told({ kind: 'recovered', at, isRepeat: false, alerts: [news[1]] }))
  const isTest = last.hear(told({ kind: 'test', at }))
  const places = last.items('en', at).map(({ place }) => place)
  expect([isNew, isTest, places]).toEqual([
    true,
    false,
    ['subject-3', 'subject-4', 'subject-2'].map(workerId => ({ screen: 'topology', workerId })),
  ])
})

test('says when and what, in the language of the window', () => {
  const last = new LastAlerts([
    anAlert(2, { rule: 'disk', freeBytes: 2 ** 30, totalBytes: 2 ** 34 }),
    anAlert(1, offline('非常长的名字'.repeat(20)), at - dayMs),
  ])
  const labels = (language: 'en' | 'zh-Hans') => last.items(language, at).map(({ label }) => label)
  const [disk, worker] = labels('en')
  expect(disk).toMatch(/^14:05 {2}.*1\.0 GiB/)
  expect(worker).toMatch(/^Nov 21.*14:05 {2}.*…$/)
  expect(labels('zh-Hans')[1]).toMatch(/^11月21日 ?14:05 {2}/)
  expect([...(worker ?? '')].length).toBeLessThan(90)
})

test('leads to where one sees it', () => {
  const facts: readonly AlertFacts[] = [
    { rule: 'idle', host: 'h', p95: { cpu: 1, network: 1, memory: null } },
    { rule: 'error_rate', share: 0.5, requests: 10, overMs: 60_000 },
    { rule: 'latency', p95Ms: 9_000, requests: 10, overMs: 60_000 },
  ]
  const last = new LastAlerts(facts.map((each, index) => anAlert(index, each)))
  expect(last.items('en', at).map(({ place }) => place)).toEqual([
    { screen: 'hosts', hostId: 'subject-0' },
    { screen: 'requests' },
    { screen: 'metrics' },
  ])
})
