import type { Plan } from '#main/provisioning/plan'
import type { Site } from '#main/provisioning/step'

export interface Ran {
  /** The steps that changed something. */
  readonly changed: readonly string[]
  /** Null where all went well. */
  readonly failure: string | null
}

const never = new AbortController().signal

/** As deployments do it: looks, acts, proves; after a failure what changed is put back, the newest first. */
export async function runSteps({ steps }: Plan, site: Site, most = steps.length): Promise<Ran> {
  const changed: (typeof steps)[number][] = []
  for (const step of steps.slice(0, most)) {
    try {
      if ((await step.check(site, never)).isDone) continue
      changed.push(step)
      await step.apply(site, never)
      await step.verify(site, never)
    } catch (failure) {
      for (const done of changed.toReversed()) await done.undo?.(site, never)
      return { changed: [], failure: failure instanceof Error ? failure.message : String(failure) }
    }
  }
  return { changed: changed.map(({ name }) => name), failure: null }
}
