import { beforeEach, expect, test } from 'vitest'
import type { Alert, AlertNotice, AlertRuleName, AlertSeverity } from '#contract/model/alert'
import { AlertBook } from '#main/alerts/alert-book'
import type { Finding } from '#main/alerts/finding'

const pace = { repeatMs: 3_600_000, gatherMs: 10_000 }
let kept: Map<number, Alert>
let book: AlertBook
beforeEach(() => {
  kept = new Map()
  book = open()
})

function open(): AlertBook {
  const alerts = [...kept.values()]
  return new AlertBook(
    { unsettled: () => alerts.filter(alert => !alert.isSettled), newestId: () => kept.size },
    pace,
  )
}

const holds = (subject: string, severity: AlertSeverity = 'warning'): Finding => ({
  state: 'holds',
  subject,
  severity,
  facts: { rule: 'offline', worker: subject, reason: null },
})
const undecided = (subject: string): Finding => ({ state: 'undecided', subject })

/** What is told at that second: `opened a`, `still b`, `recovered a b`. */
function look(atSecond: number, findings: readonly Finding[] | null): readonly string[] {
  const asked: [AlertRuleName, readonly Finding[]][] = findings ? [['offline', findings]] : []
  const { changed, notices } = book.look(new Map(asked), atSecond * 1_000)
  for (const alert of changed) kept.set(alert.id, alert)
  return notices.map(text)
}

function text(notice: AlertNotice): string {
  if (notice.kind === 'test') return 'test'
  const names = notice.alerts.map(alert => alert.subject).join(' ')
  return `${notice.isRepeat ? 'still' : notice.kind} ${names}`
}

test('tells once that something is wrong, and once that it is well again', () => {
  const told = [
    look(0, [holds('a')]),
    look(5, [holds('a')]),
    look(10, [holds('a')]),
    look(15, [holds('a')]),
    look(100, []),
    look(105, []),
    look(110, []),
    look(120, []),
  ]
  expect(told).toEqual([[], [], ['opened a'], [], [], [], ['recovered a'], []])
  expect([...kept.values()]).toMatchObject([
    { id: 1, openedAt: 0, recoveredAt: 100_000, toldAt: 110_000, isSettled: true },
  ])
})

test('what cannot be told leaves an open alert open, and opens none', () => {
  const told = [
    look(0, [holds('a')]),
    look(10, [holds('a')]),
    look(20, [undecided('a'), undecided('b')]),
    look(40, [undecided('a'), undecided('b')]),
  ]
  expect(told).toEqual([[], ['opened a'], [], []])
  expect([...kept.keys()]).toEqual([1])
})

test('twenty workers that go within seconds are one notice, and so is their return', () => {
  const names = Array.from({ length: 20 }, (_, index) => `w${index}`)
  const all = names.map(name => holds(name))
  const told = [
    look(0, all.slice(0, 7)),
    look(5, all),
    look(10, all),
    look(60, []),
    look(70, []),
    look(80, []),
  ]
  const together = names.join(' ')
  expect(told).toEqual([[], [], [`opened ${together}`], [], [`recovered ${together}`], []])
})

test('what stays wrong is told again after the time that is set, and not before', () => {
  look(0, [holds('a')])
  const first = look(10, [holds('a')])
  const early = look(3_600, [holds('a')])
  look(3_610, [holds('a')])
  const again = look(3_620, [holds('a')])
  const soonAfter = look(3_640, [holds('a')])
  expect([first, early, again, soonAfter]).toEqual([['opened a'], [], ['still a'], []])
})

test('what gets worse is told at once again, and what gets a little better is not', () => {
  look(0, [holds('a')])
  look(10, [holds('a')])
  look(20, [holds('a', 'critical')])
  const worse = look(30, [holds('a', 'critical')])
  const flapping = [40, 50, 60, 70].map(second =>
    look(second, [holds('a', second % 20 === 0 ? 'warning' : 'critical')]),
  )
  expect([worse, ...flapping]).toEqual([['opened a'], [], [], [], []])
  expect(kept.get(1)?.severity).toBe('critical')
})

test('nobody hears that something is over of which nobody heard', () => {
  expect([look(0, [holds('a')]), look(5, []), look(15, []), look(30, [])]).toEqual([[], [], [], []])
  expect(kept.get(1)).toMatchObject({ isSettled: true, toldAt: null, recoveredAt: 5_000 })
})

test('what had grown worse unheard is still told when it is over', () => {
  look(0, [holds('a')])
  look(10, [holds('a')])
  look(20, [holds('a', 'critical')])
  look(25, [])
  expect(look(35, [])).toEqual(['recovered a'])
})

test('what is wrong again before its return was told never was away', () => {
  look(0, [holds('a')])
  look(10, [holds('a')])
  look(20, [])
  const told = [look(25, [holds('a')]), look(40, [holds('a')])]
  expect(told).toEqual([[], []])
  expect(kept.get(1)).toMatchObject({ recoveredAt: null, isSettled: false })
})

test('a restart tells nothing twice and forgets nothing', () => {
  look(0, [holds('a'), holds('b')])
  look(10, [holds('a'), holds('b')])
  look(20, [holds('b'), holds('c')])
  book = open()
  const told = [
    look(60, [undecided('b'), holds('c')]),
    look(70, [holds('b'), holds('c')]),
    look(80, [holds('b'), holds('c')]),
  ]
  expect(told).toEqual([[], ['opened c', 'recovered a'], []])
})

test('a rule that was switched off is silent', () => {
  look(0, [holds('a')])
  look(10, [holds('a')])
  expect([look(20, null), look(40, null)]).toEqual([[], []])
  expect(kept.get(1)).toMatchObject({ isSettled: true, recoveredAt: 20_000 })
})

test('says how things stand now, not how they began', () => {
  const disk = (freeBytes: number): Finding => ({
    state: 'holds',
    subject: 'data-folder',
    severity: 'warning',
    facts: { rule: 'disk', freeBytes, totalBytes: 100 },
  })
  book.look(new Map([['disk', [disk(9)]]]), 0)
  const { notices } = book.look(new Map([['disk', [disk(8)]]]), 10_000)
  expect(notices).toMatchObject([{ alerts: [{ facts: { freeBytes: 8 } }] }])
})
