import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe-core finds to be serious or critical on the page as it stands, each with where. */
export async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run()
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(node => `${id} ${node.target.join(' ')}`))
  })
}
