import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { rolldown } from 'rolldown'
import type { Cleanup } from '#main/base/cleanup'
import { bundleRenderer } from '#tools/build/bundle-renderer'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
}

export interface FakeWindow {
  readonly browser: Browser
  open(scene: string): Promise<Page>
}

/** The window as it is shipped, in a plain browser, before the scripted root of `test/renderer/looks`. */
export async function fakeWindow(cleanup: Cleanup): Promise<FakeWindow> {
  const folder = await mkdtemp(join(tmpdir(), 'fake-window-'))
  cleanup.defer(() => rm(folder, { recursive: true, force: true }))
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
  cleanup.defer(() => {
    server.close()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const executablePath = process.env['CHROMIUM'] ?? 'chromium'
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  cleanup.defer(() => browser.close())
  return {
    browser,
    async open(scene) {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
      await page.addInitScript(script)
      await page.goto(`http://127.0.0.1:${port}/?scene=${scene}`)
      await page.getByRole('banner').waitFor()
      return page
    },
  }
}

async function fakePage(): Promise<string> {
  const input = join(import.meta.dirname, '../renderer/looks/page.ts')
  const bundle = await rolldown({ input, cwd: join(import.meta.dirname, '../..') })
  const { output } = await bundle.generate({ format: 'iife' })
  await bundle.close()
  return output[0].code
}
