import { FaultError } from '#contract/fault'
import type { HostReason } from '#contract/host-reason'
import type { Site } from '../step.ts'

export function stepFailed(
  { host }: Pick<Site, 'host'>,
  step: string,
  detail: string,
  why: HostReason,
  said?: string,
): FaultError {
  return new FaultError({
    ...{ code: 'host.step-failed', host: host.name, step, detail, why },
    ...(said && { said }),
  })
}
