import type { Page } from 'playwright-core'
import { Cleanup } from '#main/base/cleanup'
import { fakeWindow } from '../renderer/looks/fake-window.ts'

/**
 * What the topology costs a frame, with 200 simulated workers and 50 requests a second:
 * `CHROMIUM=<path> node test/bench/window-frames.ts [scene]`
 */
const scene = process.argv[2] ?? 'topology-200'
const settleMs = 12_000
const measuredMs = 10_000
const rounds = 3

const counted = ['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration'] as const
type Cost = Readonly<Record<(typeof counted)[number] | 'frames', number>>

async function costOf(page: Page): Promise<() => Promise<Cost>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  await page.evaluate(() => {
    const count = () => {
      Object.assign(window, { frames60: ((window as { frames60?: number }).frames60 ?? 0) + 1 })
      requestAnimationFrame(count)
    }
    count()
  })
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    const value = (name: string) => metrics.find(metric => metric.name === name)?.value ?? 0
    const frames = await page.evaluate(() => (window as { frames60?: number }).frames60 ?? 0)
    return {
      frames,
      ScriptDuration: value('ScriptDuration'),
      LayoutDuration: value('LayoutDuration'),
      RecalcStyleDuration: value('RecalcStyleDuration'),
    }
  }
}

async function measure(cleanup: Cleanup): Promise<void> {
  const page = await (await fakeWindow(cleanup)).open(scene)
  const cost = await costOf(page)
  await page.waitForTimeout(settleMs)
  for (let round = 1; round <= rounds; round++) {
    const before = await cost()
    await page.waitForTimeout(measuredMs)
    const after = await cost()
    const frames = after.frames - before.frames
    const each = counted.map(name => ((after[name] - before[name]) * 1_000) / frames)
    const parts = counted.map((name, at) => `${name} ${each[at]?.toFixed(2)}`).join('  ')
    const sum = each.reduce((total, ms) => total + ms, 0)
    process.stdout.write(
      `${scene} round ${round}: ${sum.toFixed(2)} ms a frame (${parts}), ${frames} frames in ${measuredMs / 1_000} s\n`,
    )
  }
}

const cleanup = new Cleanup()
try {
  await measure(cleanup)
} finally {
  await cleanup.run()
}
