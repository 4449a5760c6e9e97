import { mkdir, readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { extname, join } from 'node:path'
import axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { rolldown } from 'rolldown'
import { bundleRenderer } from '#tools/build/bundle-renderer'
import type { Shot } from './shot.ts'
import { shots } from './shots.ts'

/**
 * Draws the window in a plain browser, in every state, for people to look at:
 * `CHROMIUM=<path> node test/renderer/looks/take.ts <folder> [parts of pictures' names, by commas]`
 */
const [folder = 'looks', only = ''] = process.argv.slice(2)
const project = join(import.meta.dirname, '../../..')

async function fakePage(): Promise<string> {
  const bundle = await rolldown({
    input: join(import.meta.dirname, 'page.ts'),
    cwd: project,
  })
  const { output } = await bundle.generate({ format: 'iife' })
  await bundle.close()
  return output[0].code
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
}

function serve(from: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const file = join(from, path === '/' ? 'index.html' : path)
    readFile(file).then(
      body => response.setHeader('content-type', types[extname(file)] ?? 'text/plain').end(body),
      () => response.writeHead(404).end(),
    )
  })
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(server)))
}

async function take(browser: Browser, origin: string, script: string, name: string, shot: Shot) {
  const viewport = shot.small ? { width: 900, height: 600 } : { width: 1440, height: 900 }
  const page = await browser.newPage({ viewport, colorScheme: shot.theme ?? 'dark' })
  page.on('console', message => print(`${name}: ${message.text()}`))
  page.on('pageerror', error => print(`${name}: ${error.stack}`))
  await page.addInitScript(script)
  await page.goto(`${origin}/?scene=${shot.scene}&language=${shot.language ?? 'en'}`)
  await page.getByRole('banner').waitFor()
  await shot.act?.(page)
  await page.waitForTimeout(300)
  await tellFaults(page, name)
  await page.screenshot({ path: join(folder, `${name}.png`) })
  await page.close()
}

/** What axe-core finds to be a serious fault, for whoever cannot see or point. */
async function tellFaults(page: Page, name: string): Promise<void> {
  await page.evaluate(axe.source)
  const faults = await page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run()
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(node => `${id} ${node.target.join(' ')}`))
  })
  for (const fault of faults) print(`${name}: ${fault}`)
}

async function takeAll(): Promise<void> {
  await mkdir(folder, { recursive: true })
  await bundleRenderer(folder)
  const script = await fakePage()
  const server = await serve(join(folder, 'renderer'))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? 'chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  try {
    for (const [name, shot] of Object.entries(shots)) {
      if (!only.split(',').some(part => name.includes(part))) continue
      try {
        await take(browser, `http://127.0.0.1:${port}`, script, name, shot)
      } catch (failure) {
        print(`${name}: ${failure}`)
      }
    }
  } finally {
    await browser.close()
    server.close()
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

await takeAll()
