import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe-core finds to be a serious fault or worse, for whoever cannot see or point; in the light and in the dark. */
export async function seriousFaults(page: Page): Promise<string[]> {
  const faults: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    // Without motion no colour is on its way to another.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    faults.push(...(await faultsNow(page)).map(fault => `${colorScheme}: ${fault}`))
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null })
  return faults
}

async function faultsNow(page: Page): Promise<string[]> {
  // By way of the inspector, which the policy of the page does not concern.
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run()
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(node => `${id} ${node.target.join(' ')}`))
  })
}
