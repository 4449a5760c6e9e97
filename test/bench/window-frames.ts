import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { rolldown } from 'rolldown'
import { bundleRenderer } from '#tools/build/bundle-renderer'

/**
 * What the topology costs a frame, with 200 simulated workers and 50 requests a second:
 * `CHROMIUM=<path> node test/bench/window-frames.ts [scene]`
 */
const scene = process.argv[2] ?? 'topology-200'
const settleMs = 12_000
const measuredMs = 10_000
const rounds = 3

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
}
const counted = ['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration'] as const
type Cost = Readonly<Record<(typeof counted)[number] | 'frames', number>>

async function fakePage(): Promise<string> {
  const input = join(import.meta.dirname, '../renderer/looks/page.ts')
  const bundle = await rolldown({ input, cwd: join(import.meta.dirname, '../..') })
  const { output } = await bundle.generate({ format: 'iife' })
  await bundle.close()
  return output[0].code
}

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

async function measure(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'window-frames-'))
  await bundleRenderer(folder)
  const script = await fakePage()
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const file = join(folder, 'renderer', path === '/' ? 'index.html' : path)
    readFile(file).then(
      body => response.setHeader('content-type', types[extname(file)] ?? 'text/plain').end(body),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const executablePath = process.env['CHROMIUM'] ?? 'chromium'
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.addInitScript(script)
    await page.goto(`http://127.0.0.1:${port}/?scene=${scene}`)
    await page.getByRole('banner').waitFor()
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
  } finally {
    await browser.close()
    server.close()
    await rm(folder, { recursive: true, force: true })
  }
}

await measure()
