import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { Cleanup } from '#main/base/cleanup'
import { type FakeWindow, fakeWindow } from './fake-window.ts'
import type { Shot } from './shot.ts'
import { shots } from './shots.ts'

/**
 * Draws the window in a plain browser, in every state, for people to look at:
 * `CHROMIUM=<path> node test/renderer/looks/take.ts <folder> [parts of pictures' names, by commas] [other]`
 * `other` draws each in the size that it is not drawn in else.
 */
const [folder = 'looks', only = '', size = 'own'] = process.argv.slice(2)

async function take(window: FakeWindow, name: string, shot: Shot) {
  const isSmall = (shot.small ?? false) === (size === 'own')
  const viewport = isSmall ? { width: 900, height: 600 } : { width: 1440, height: 900 }
  const page = await window.newPage({ viewport, colorScheme: shot.theme ?? 'dark' })
  page.on('console', message => print(`${name}: ${message.text()}`))
  page.on('pageerror', error => print(`${name}: ${error.stack}`))
  await page.goto(window.address(shot.scene, shot.language))
  await page.getByRole('banner').waitFor()
  await shot.act?.(page)
  await page.waitForTimeout(300)
  await tellFaults(page, name)
  await tellCut(page, name)
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

/** What is to be clicked and stands beside the window, or beyond the end of the dialog that it belongs to. */
async function tellCut(page: Page, name: string): Promise<void> {
  const cut = await page.evaluate(() => {
    const dialog = document.querySelector('.dialog')?.getBoundingClientRect()
    return [...document.querySelectorAll('button, input, select, textarea')]
      .filter(element => {
        if (element.closest('.react-flow, .visually-hidden')) return false
        const { left, right, bottom, width } = element.getBoundingClientRect()
        const isAction = element.matches('.dialog-actions *')
        return (
          width > 1 &&
          (left < 0 || right > innerWidth || (isAction && dialog && bottom > dialog.bottom - 8))
        )
      })
      .map(element => element.getAttribute('aria-label') ?? element.textContent)
  })
  for (const text of cut) print(`${name}: cut off: ${text}`)
}

async function takeAll(cleanup: Cleanup): Promise<void> {
  await mkdir(folder, { recursive: true })
  const window = await fakeWindow(cleanup)
  for (const [name, shot] of Object.entries(shots)) {
    if (!only.split(',').some(part => name.includes(part))) continue
    try {
      await take(window, name, shot)
    } catch (failure) {
      print(`${name}: ${failure}`)
    }
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

const cleanup = new Cleanup()
try {
  await takeAll(cleanup)
} finally {
  await cleanup.run()
}
