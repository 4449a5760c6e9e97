import { beforeEach, expect, test } from 'vitest'
import type { Alert, AlertNotice, AlertSeverity, HeldNotice } from '#contract/model/alert'
import { QuietWay } from '#main/alerts/ways/quiet-way'
import { alertShelf } from '#main/store/alert-shelf'
import { tempDatabase } from '../store/temp-database.ts'

const at = (hour: number) => new Date(2026, 4, 12, hour).getTime()
let told: (AlertNotice | HeldNotice)[]
let failures: unknown[]
let now: number
let mutedUntil: string | null
let shelf: ReturnType<typeof alertShelf>
let way: QuietWay
beforeEach(async () => {
  told = []
  failures = []
  now = at(23)
  mutedUntil = null
  shelf = alertShelf(await tempDatabase())
  way = aWay()
})

const aWay = () =>
  new QuietWay({
    way: {
      name: 'desktop',
      tell: notice => told.push(notice),
      test: async () => ({ ok: true, detail: null }),
    },
    shelf,
    rules: () => ({ hours: '22:00-07:00', passesCritical: true, mutedUntil }),
    onNotKept: cause => failures.push(cause),
    now: () => now,
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

/** The root restarts: all that is left is what stands in the store. */
async function restart(): Promise<void> {
  await way.close()
  way = aWay()
}

const diskAlert: Alert = {
  ...alert(3),
  subject: 'data-folder',
  facts: { rule: 'disk', freeBytes: 1, totalBytes: 100 },
}

test('what was held back outlives a restart, and is told once, as one', async () => {
  await shelf.save([alert(1), alert(2), diskAlert])
  way.tell(notice('opened', alert(1), alert(2)))
  way.tell(notice('opened', diskAlert))
  await restart()
  way.look()
  expect(told).toEqual([])
  now = at(31)
  way.look()
  await restart()
  way.look()
  expect(told).toEqual([{ kind: 'held', at: now, alerts: [alert(1), alert(2), diskAlert] }])
})

test('what was over before the restart, or is over after it, is told by nobody', async () => {
  await shelf.save([alert(1), alert(2)])
  way.tell(notice('opened', alert(1), alert(2)))
  await shelf.save([{ ...alert(1), recoveredAt: now }])
  await restart()
  way.tell(notice('recovered', alert(2)))
  now = at(31)
  way.look()
  expect([told, failures]).toEqual([[], []])
})

test('what cannot be kept is told all the same', async () => {
  shelf = { ...shelf, hold: () => Promise.reject(new Error('disk full')) }
  way = aWay()
  way.tell(notice('opened', alert(1)))
  await way.close()
  now = at(31)
  way.look()
  await way.close()
  expect([toldIds(), failures.length]).toEqual([['opened 1'], 2])
})
