import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { icnsOf, icoOf, type Picture } from './icons/containers.ts'
import { inProject } from './project.ts'

/**
 * Draws every icon from its SVG: `CHROMIUM=<path> node tools/icons.ts`, after which the outcome is
 * committed. Browsers differ by a shade, so a test compares what was drawn from, not what came out.
 */
export const svgFolder = inProject('main', 'window', 'icons')
export const packageFolder = inProject('packaging', 'icons')
export const lights = ['running', 'degraded', 'stopped', 'failed'] as const

/** Sizes of the app's icon; a small one is a drawing of its own, as a shrunken one is a blur. */
export const appSizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024] as const
export const icoSizes: ReadonlySet<number> = new Set([16, 24, 32, 48, 64, 128, 256])
const smallUpTo = 32
const windowIconSize = 256
const traySizes = [
  { suffix: '', size: 16 },
  { suffix: '@2x', size: 32 },
] as const

export const appPicture = (size: number) => path.join(packageFolder, `${size}x${size}.png`)
export const sourceOf = (size: number) => (size <= smallUpTo ? 'app-small.svg' : 'app.svg')
export const sources = [
  'app.svg',
  'app-small.svg',
  ...lights.map(light => `tray-${light}.svg`),
] as const

/** Of all the drawings, so that a test sees when one was changed and not drawn. */
export async function sourcesDigest(): Promise<string> {
  const hash = createHash('sha256')
  for (const name of sources) hash.update(await readFile(path.join(svgFolder, name)))
  return hash.digest('hex')
}

export const digestFile = path.join(packageFolder, 'drawn-from.sha256')

async function drawAll(browser: Browser): Promise<void> {
  await mkdir(packageFolder, { recursive: true })
  const pictures: Picture[] = []
  for (const size of appSizes) {
    const png = await draw(browser, await svg(sourceOf(size)), size)
    pictures.push({ size, png })
    await writeFile(appPicture(size), png)
    if (size === windowIconSize) await writeFile(path.join(svgFolder, 'banyan.png'), png)
  }
  const icon = path.join(packageFolder, 'icon')
  await writeFile(`${icon}.ico`, icoOf(pictures.filter(({ size }) => icoSizes.has(size))))
  await writeFile(`${icon}.icns`, icnsOf(pictures))
  for (const light of lights) await drawTray(browser, light)
  await writeFile(digestFile, `${await sourcesDigest()}\n`)
}

/** For macOS in black alone: it colours them itself. */
async function drawTray(browser: Browser, light: string): Promise<void> {
  const drawing = await svg(`tray-${light}.svg`)
  // What the mask is made of has short colours and stays.
  const black = drawing.replaceAll(/"#[0-9a-f]{6}"/g, '"#000000"')
  for (const { suffix, size } of traySizes) {
    const file = path.join(svgFolder, `tray-${light}`)
    await writeFile(`${file}${suffix}.png`, await draw(browser, drawing, size))
    await writeFile(`${file}Template${suffix}.png`, await draw(browser, black, size))
  }
}

const svg = (name: string) => readFile(path.join(svgFolder, name), 'utf8')

async function draw(browser: Browser, drawing: string, size: number): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  const sized = drawing.replace(/width="\d+" height="\d+"/, `width="${size}" height="${size}"`)
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${sized}`)
  const png = await page.screenshot({ omitBackground: true })
  await page.close()
  return png
}

if (import.meta.main) {
  const executablePath = process.env['CHROMIUM'] ?? 'chromium'
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    await drawAll(browser)
  } finally {
    await browser.close()
  }
}
