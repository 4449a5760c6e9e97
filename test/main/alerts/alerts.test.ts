import { expect, test } from 'vitest'
import type { AlertNotice, HeldNotice } from '#contract/model/alert'
import { AlertRules } from '#contract/model/alert-rules'
import { Alerts } from '#main/alerts/alerts'
import { DesktopWay } from '#main/alerts/ways/desktop-way'
import { LogWay } from '#main/alerts/ways/log-way'
import { WebhookWay } from '#main/alerts/ways/webhook-way'
import { type Log, silentLog } from '#main/base/log'
import { alertShelf } from '#main/store/alert-shelf'
import type { OpenDatabase } from '#main/store/open-database'
import { tempDatabase } from '../store/temp-database.ts'
import { aWorker, seen } from './a-seen.ts'

const rules = AlertRules.parse({ gather_seconds: 0 })
const everything = { state: null, before: Number.MAX_SAFE_INTEGER, limit: 10 } as const

function open(database: OpenDatabase, workers = [aWorker()]) {
  const told: string[] = []
  const logged: string[] = []
  const note = (event: string) => logged.push(event)
  const log: Log = { ...silentLog, warn: note, info: note, error: note }
  const clock = { now: 0 }
  const notify = (notice: AlertNotice | HeldNotice) => {
    told.push(notice.kind)
    return true
  }
  const alerts = new Alerts({
    rules,
    shelf: alertShelf(database),
    ways: [
      new LogWay(log),
      new DesktopWay(notify),
      new WebhookWay({ url: null, secret: null, log: silentLog }),
    ],
    look: at => seen({ at, workers: workers.map(worker => ({ ...worker })) }),
    log,
    now: () => clock.now,
  })
  const lookAt = (now: number) => {
    clock.now = now
    return alerts.look()
  }
  return { alerts, told, logged, lookAt }
}

test('an alert is told in every way, kept, and told by no later start', async () => {
  const database = await tempDatabase()
  const before = open(database)
  await before.lookAt(59_000)
  await before.lookAt(60_000)
  await before.lookAt(65_000)
  const after = open(database)
  await after.lookAt(70_000)
  const back = open(database, [aWorker({ isUp: true, since: 80_000 })])
  await back.lookAt(90_000)
  await back.lookAt(110_000)
  await back.lookAt(115_000)
  expect([before, after, back].map(({ told, logged }) => [told, logged])).toEqual([
    [['opened'], ['alert opened']],
    [[], []],
    [['recovered'], ['alert recovered']],
  ])
  expect(alertShelf(database).list(everything)).toMatchObject([
    { id: 1, subject: 'w', openedAt: 60_000, recoveredAt: 110_000, isSettled: true },
  ])
})

test('what cannot be kept is told all the same', async () => {
  const database = await tempDatabase()
  const { told, logged, lookAt } = open(database)
  await database.writes.close()
  await lookAt(60_000)
  expect([told, logged]).toEqual([['opened'], ['alerts not written', 'alert opened']])
})

test('what fails inside does not end it', async () => {
  const database = await tempDatabase()
  const heard: string[] = []
  const alerts = new Alerts({
    rules,
    shelf: alertShelf(database),
    ways: [],
    look: at => seen({ at, workers: [aWorker({ id: String(heard.length), since: -60_000 })] }),
    log: silentLog,
    onNotice(notice) {
      heard.push(notice.kind)
      if (heard.length === 1) throw new Error('a listener that fails')
    },
    now: () => 0,
  })
  await expect(alerts.look()).rejects.toThrow('a listener that fails')
  await alerts.look()
  expect(heard).toEqual(['opened', 'opened', 'recovered'])
  await alerts.close()
})

test('those who ask for a test at once share one', async () => {
  const { alerts, told } = open(await tempDatabase())
  const [first, second] = await Promise.all([alerts.test(), alerts.test()])
  await alerts.test()
  expect([first === second, told]).toEqual([true, ['test', 'test']])
})

test('a test goes by every way and says what came of it', async () => {
  const { alerts, told } = open(await tempDatabase())
  const ms = expect.any(Number)
  expect(await alerts.test()).toEqual([
    { way: 'log', ok: true, detail: null, ms },
    { way: 'desktop', ok: true, detail: null, ms },
    { way: 'webhook', ok: false, detail: 'ALERT_WEBHOOK_URL is not set', ms },
  ])
  expect(told).toEqual(['test'])
})

test('without a window the desktop says so', async () => {
  expect(await new DesktopWay(null).test(0)).toEqual({
    ok: false,
    detail: 'this root node runs without a window',
  })
})
