import type { Page } from 'playwright-core'
import { Cleanup } from '#main/base/cleanup'
import { type FakeWindow, fakeWindow } from '../renderer/looks/fake-window.ts'
import { streamTexts } from '../renderer/looks/scenes/stream-text.ts'
import { figureText } from './figures.ts'
import { table } from './table.ts'

/**
 * What an answer of 20,000 characters costs a frame while it streams into the window, a hundred changes
 * a second, by the quarter of the answer (one takes five seconds). The figures are the processor's time
 * of the page's main thread, so that what else the machine does counts little; that of the longest task
 * by the clock stands beside it.
 *
 * `CHROMIUM=<path> node test/bench/window-stream.ts [mixed|code|list|table|prose ...]`
 */
const named = process.argv.slice(2)
const texts = named.length > 0 ? named : Object.keys(streamTexts)
const quarters = 4
const quarterMs = 5_000

/** As Chromium traces it. */
interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  /** All three in microseconds. */
  readonly ts: number
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

async function traced({ browser }: FakeWindow, page: Page): Promise<readonly TraceEvent[]> {
  await page.getByRole('navigation').first().getByRole('button', { name: 'Chat' }).click()
  await page.evaluate(() => {
    const count = () => requestAnimationFrame(count)
    count()
  })
  const box = page.getByLabel('Message', { exact: true })
  await box.fill('Tell me all of it')
  await page.waitForTimeout(1_500)
  await browser.startTracing(page, {
    categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'],
  })
  await box.press('Enter')
  await page.waitForTimeout(quarters * quarterMs)
  const trace = await browser.stopTracing()
  // Sound: Chromium's own format.
  return ofThePage((JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }).traceEvents)
}

/** What happened on the busiest of the main threads. */
function ofThePage(events: readonly TraceEvent[]): readonly TraceEvent[] {
  const threads = new Map<string, TraceEvent[]>()
  for (const { name, pid, tid, args } of events) {
    if (name === 'thread_name' && args?.name === 'CrRendererMain') threads.set(`${pid} ${tid}`, [])
  }
  for (const event of events) threads.get(`${event.pid} ${event.tid}`)?.push(event)
  return [...threads.values()].sort((a, b) => b.length - a.length)[0] ?? []
}

function rowsOf(text: string, events: readonly TraceEvent[]): string[][] {
  const begin = Math.min(...events.filter(({ name }) => name === 'RunTask').map(({ ts }) => ts))
  return Array.from({ length: quarters }, (_, at) => {
    const those = events.filter(({ ts }) => Math.floor((ts - begin) / 1_000 / quarterMs) === at)
    const of = (...names: string[]) => those.filter(({ name }) => names.includes(name))
    const frames = of('FireAnimationFrame').length
    const each = (...names: string[]) =>
      of(...names).reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1_000 / frames
    const longest = of('RunTask').sort((a, b) => (b.tdur ?? 0) - (a.tdur ?? 0))[0]
    const longestByClock = Math.max(0, ...of('RunTask').map(({ dur = 0 }) => dur))
    return [
      `${text}, quarter ${at + 1}`,
      ...[
        each('RunTask'),
        each('Layout'),
        each('UpdateLayoutTree'),
        (longest?.tdur ?? 0) / 1_000,
        longestByClock / 1_000,
        (frames * 1_000) / quarterMs,
      ].map(figureText),
    ]
  })
}

async function measure(cleanup: Cleanup): Promise<void> {
  const window = await fakeWindow(cleanup)
  const rows: string[][] = []
  for (const text of texts) {
    const page = await window.open(`stream-${text}`)
    rows.push(...rowsOf(text, await traced(window, page)))
    await page.close()
  }
  const head = [
    'answer',
    'all, ms a frame',
    'of it layout',
    'of it style',
    'longest task, ms',
    'by the clock',
    'frames/s',
  ]
  process.stdout.write(`${table(head, rows)}\n`)
}

const cleanup = new Cleanup()
try {
  await measure(cleanup)
} finally {
  await cleanup.run()
}
