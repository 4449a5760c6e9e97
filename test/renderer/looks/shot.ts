import type { Page } from 'playwright-core'

/** One picture: the scene, how the window is set, and what is done before it is taken. */
export interface Shot {
  readonly scene: string
  readonly language?: string
  readonly theme?: 'light' | 'dark'
  /** 900×600 instead of 1440×900. */
  readonly small?: true
  readonly act?: (page: Page) => Promise<void>
}

/** Goes to a screen by its name in the language of the picture. */
export const go = (screen: string) => (page: Page) =>
  page.getByRole('navigation').first().getByRole('button', { name: screen, exact: true }).click()
