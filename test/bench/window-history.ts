import type { Page } from 'playwright-core'
import { Cleanup } from '#main/base/cleanup'
import { fakeWindow } from '../renderer/looks/fake-window.ts'
import { figureText } from './figures.ts'
import { table } from './table.ts'

/**
 * What a conversation of 2,000 turns, each with code, a table and formulas, costs the window: opening it, a
 * letter in the box below it, and going further back. Processor's time of the page's main thread.
 *
 * `CHROMIUM=<path> node test/bench/window-history.ts`
 */
const letters = 'what does it all cost, and for how long?'

async function measure(cleanup: Cleanup): Promise<void> {
  const page = await (await fakeWindow(cleanup)).open('conversation-of-2000')
  await page.getByRole('navigation').first().getByRole('button', { name: 'Chat' }).click()
  await page
    .getByRole('button', { name: /sorting/ })
    .first()
    .waitFor()
  await page.waitForTimeout(1_000)
  const processorMs = await processorClock(page)
  const rows: string[][] = []
  const time = async (what: string, times: number, deed: () => Promise<unknown>) => {
    const before = await processorMs()
    const startedAt = performance.now()
    await deed()
    // Until what it caused was drawn.
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(done))))
    const clockMs = performance.now() - startedAt
    const each = [((await processorMs()) - before) / times, clockMs / times]
    rows.push([what, ...each.map(figureText)])
  }

  await time('opening it', 1, async () => {
    await page
      .getByRole('button', { name: /sorting/ })
      .first()
      .click()
    await page.getByText('That was answer 2000.').waitFor()
  })
  await page.waitForTimeout(1_000)
  const box = page.getByLabel('Message', { exact: true })
  await time('a letter', letters.length, () => box.pressSequentially(letters))
  for (const round of [1, 2, 3]) {
    await time(`going back, ${round}`, 1, () =>
      page.getByRole('button', { name: /earlier/ }).click(),
    )
    await page.waitForTimeout(1_000)
  }
  await box.fill('')
  await time('a letter after that', letters.length, () => box.pressSequentially(letters))
  process.stdout.write(`${table(['what', 'ms', 'by the clock'], rows)}\n`)
}

async function processorClock(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000
  }
}

const cleanup = new Cleanup()
try {
  await measure(cleanup)
} finally {
  await cleanup.run()
}
