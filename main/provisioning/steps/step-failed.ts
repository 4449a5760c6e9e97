import { FaultError } from '#contract/fault'
import type { Site } from '../step.ts'

export function stepFailed(site: Site, step: string, detail: string): FaultError {
  return new FaultError({ code: 'host.step-failed', host: site.host.name, step, detail })
}
