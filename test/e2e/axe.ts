import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe-core finds to be a serious fault, for whoever cannot see or point. */
export async function seriousFaults(page: Page): Promise<string[]> {
  // Evaluated by whoever drives the page: the window's own policy forbids it to the page.
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run()
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(node => `${id} ${node.target.join(' ')}`))
  })
}
