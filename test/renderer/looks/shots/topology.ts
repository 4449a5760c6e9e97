import type { Page } from 'playwright-core'
import type { Shot } from '../shot.ts'

const flows = (page: Page) => page.waitForTimeout(3_200)

async function select(page: Page, name: string): Promise<void> {
  await page.locator('.react-flow__node', { hasText: name }).last().click()
}

async function selected(page: Page): Promise<void> {
  await flows(page)
  await select(page, 'fra-1a')
  await page.waitForTimeout(900)
}

async function lookBack(page: Page): Promise<void> {
  await page.getByRole('slider').focus()
  for (let press = 0; press < 12; press++) await page.keyboard.press('PageDown')
}

export const topologyShots: Readonly<Record<string, Shot>> = {
  'topology-six-dark': { scene: 'topology-six', act: selected },
  'topology-six-light': { scene: 'topology-six', theme: 'light', act: selected },
  'topology-six-zh': { scene: 'topology-six', language: 'zh-CN', act: selected },
  'topology-six-small': { scene: 'topology-six', small: true, act: flows },
  'topology-six-small-zh-tw': {
    ...{ scene: 'topology-six', small: true, language: 'zh-TW', theme: 'light' },
    act: selected,
  },
  'topology-quiet-light': { scene: 'topology-quiet', theme: 'light' },
  'topology-offline-dark': { scene: 'topology-quiet', act: page => select(page, 'old-1') },
  'topology-one-dark': { scene: 'topology-one' },
  'topology-twelve-light': { scene: 'topology-twelve', theme: 'light', act: flows },
  'topology-24-dark': { scene: 'topology-24', act: flows },
  'topology-60-light': { scene: 'topology-60', theme: 'light', act: flows },
  'topology-200-dark': { scene: 'topology-200', act: flows },
  'topology-200-zh-small': { scene: 'topology-200', small: true, language: 'zh-CN', act: flows },
  'topology-200-group': {
    scene: 'topology-200',
    act: async page => {
      await select(page, 'Ashburn')
      await page.getByRole('button', { name: 'Show each worker' }).click()
      await flows(page)
    },
  },
  'topology-long-zh': {
    scene: 'topology-long',
    language: 'zh-CN',
    act: page => select(page, 'wide-name'),
  },
  'topology-root-dark': { scene: 'topology-six', act: page => select(page, 'Root node') },
  'topology-app-light': {
    ...{ scene: 'topology-six', theme: 'light' },
    act: async page => {
      await flows(page)
      await select(page, 'Claude Code')
    },
  },
  'topology-provider-dark': {
    scene: 'topology-six',
    act: async page => {
      await flows(page)
      await select(page, '1 model')
      await page.waitForTimeout(900)
    },
  },
  'topology-provider-small-zh': {
    ...{ scene: 'topology-six', small: true, language: 'zh-CN', theme: 'light' },
    act: async page => {
      await flows(page)
      await page.getByRole('button', { name: /^Gemini/ }).click()
      await page.waitForTimeout(900)
    },
  },
  'topology-refused-zh': {
    ...{ scene: 'topology-troubled', language: 'zh-CN' },
    act: page => select(page, 'OpenAI'),
  },
  'topology-older-light': {
    ...{ scene: 'topology-troubled', theme: 'light' },
    act: page => select(page, 'Gemini'),
  },
  'topology-sixteen-dark': { scene: 'topology-sixteen', act: flows },
  'topology-sixteen-light': { scene: 'topology-sixteen', theme: 'light', act: flows },
  'topology-host-dark': {
    scene: 'topology-six',
    act: page => page.getByText('oracle-nrt-1').click(),
  },
  'topology-past-dark': { scene: 'topology-six', act: lookBack },
  'topology-past-zh-light': {
    ...{ scene: 'topology-six', language: 'zh-CN', theme: 'light' },
    act: lookBack,
  },
  'topology-list-dark': {
    scene: 'topology-60',
    act: async page => {
      await page.getByRole('radio', { name: 'List' }).click()
      await flows(page)
    },
  },
  'topology-list-small': {
    ...{ scene: 'topology-six', small: true, theme: 'light' },
    act: page => page.getByRole('radio', { name: 'List' }).click(),
  },
  'topology-weight-dark': {
    scene: 'topology-quiet',
    act: async page => {
      await select(page, 'fra-1a')
      await page.getByRole('button', { name: 'More', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Weight' }).click()
    },
  },
}
