import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe-core finds to be a serious fault or worse, for whoever cannot see or point. */
export async function seriousFaults(page: Page): Promise<string[]> {
  // By way of the inspector, which the policy of the page does not concern.
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run()
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(node => `${id} ${node.target.join(' ')}`))
  })
}
