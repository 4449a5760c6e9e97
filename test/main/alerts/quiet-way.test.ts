import { beforeEach, expect, test } from 'vitest'
import type { Alert, AlertNotice, AlertSeverity } from '#contract/model/alert'
import { QuietWay } from '#main/alerts/ways/quiet-way'

const at = (hour: number) => new Date(2026, 4, 12, hour).getTime()
let told: AlertNotice[]
let now: number
let mutedUntil: string | null
let way: QuietWay
beforeEach(() => {
  told = []
  now = at(23)
  mutedUntil = null
  way = new QuietWay({
    way: {
      name: 'desktop',
      tell: notice => told.push(notice),
      test: async () => ({ ok: true, detail: null }),
    },
    rules: () => ({ hours: '22:00-07:00', passesCritical: true, mutedUntil }),
    now: () => now,
  })
})

const alert = (id: number, severity: AlertSeverity = 'warning'): Alert => ({
  ...{ id, subject: `w${id}`, severity, openedAt: 0, toldAt: null, toldAs: null },
  ...{ recoveredAt: null, isSettled: false },
  facts: { rule: 'offline', worker: `w${id}`, reason: null },
})
const notice = (kind: 'opened' | 'recovered', first: Alert, ...rest: Alert[]): AlertNotice => ({
  ...{ kind, at: now, isRepeat: false, alerts: [first, ...rest] },
})
const toldIds = () =>
  told.map(each => (each.kind === 'test' ? 'test' : `${each.kind} ${each.alerts.map(a => a.id)}`))

test('holds back in quiet hours, and tells once they are over', () => {
  way.tell(notice('opened', alert(1)))
  way.tell(notice('opened', alert(2)))
  way.look()
  expect(toldIds()).toEqual([])
  now = at(31)
  way.look()
  way.look()
  expect(toldIds()).toEqual(['opened 1,2'])
})

test('says nothing of what came and went in quiet hours', () => {
  way.tell(notice('opened', alert(1)))
  way.tell(notice('recovered', alert(1)))
  now = at(31)
  way.look()
  expect(toldIds()).toEqual([])
})

test('tells what is critical at any hour, but not while it is muted', () => {
  way.tell(notice('opened', alert(1, 'critical')))
  mutedUntil = new Date(at(32)).toISOString()
  way.tell(notice('opened', alert(2, 'critical')))
  expect(toldIds()).toEqual(['opened 1'])
  now = at(32)
  way.look()
  expect(toldIds()).toEqual(['opened 1', 'opened 2'])
})

test('a test is shown at any hour', async () => {
  way.tell({ kind: 'test', at: now })
  expect(toldIds()).toEqual(['test'])
  expect(await way.test(now)).toEqual({ ok: true, detail: null })
})
