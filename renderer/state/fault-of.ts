import { type Fault, FaultError } from '#contract/fault'

/** What to show of anything that was thrown; what is not a fault is a bug, and shows as one. */
export function faultOf(failure: unknown): Fault {
  return failure instanceof FaultError ? failure.fault : { code: 'internal' }
}
