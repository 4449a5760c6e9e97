import { FaultError, faultText } from '#contract/fault'
import { type StopReason, stopReasons } from '#contract/model/deployment'

/** Why a run was told to stop, by its owner or by the end of the root node: what its signal is aborted with. */
export function stopReasonOf(signal: AbortSignal): StopReason | null {
  return stopReasons.find(reason => reason === signal.reason) ?? null
}

export function stopText(signal: AbortSignal): string {
  return signal.reason === 'root-ended' ? rootEnded : 'It was cancelled.'
}

export const rootEnded =
  'The root node ended meanwhile. Resume the deployment: it goes on from what it finds.'

/** For people. Who redacts it knows the secrets. */
export function failureText(failure: unknown): string {
  if (failure instanceof FaultError) return faultText(failure.fault)
  return failure instanceof Error ? failure.message : String(failure)
}

/** Whether it may go better through a new connection. */
export function isLostConnection(failure: unknown): boolean {
  if (!(failure instanceof FaultError)) return false
  return failure.fault.code === 'host.cut' || failure.fault.code === 'host.unreachable'
}
