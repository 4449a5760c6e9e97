import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { rolldown } from 'rolldown'
import type { Cleanup } from '#main/base/cleanup'
import { bundleRenderer } from '#tools/build/bundle-renderer'
import { projectDir } from '#tools/project'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
}

export interface FakeWindow {
  readonly browser: Browser
  /** A page before the scripted root, which goes to an `address`. */
  newPage(options?: BrowserContextOptions): Promise<Page>
  address(scene: string, language?: string): string
  /** The scene, drawn. */
  open(scene: string): Promise<Page>
}

/** The window as it is shipped, in a plain browser, before a scripted root. */
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
  const bound = server.address()
  const port = typeof bound === 'object' && bound ? bound.port : 0
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? 'chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  cleanup.defer(() => browser.close())
  const address = (scene: string, language = 'en') =>
    `http://127.0.0.1:${port}/?scene=${scene}&language=${language}`
  const newPage = async (options: BrowserContextOptions = {}) => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options })
    await page.addInitScript(script)
    return page
  }
  return {
    ...{ browser, address, newPage },
    async open(scene) {
      const page = await newPage()
      await page.goto(address(scene))
      await page.getByRole('banner').waitFor()
      return page
    },
  }
}

async function fakePage(): Promise<string> {
  const input = join(import.meta.dirname, 'page.ts')
  const bundle = await rolldown({ input, cwd: projectDir })
  const { output } = await bundle.generate({ format: 'iife' })
  await bundle.close()
  return output[0].code
}
