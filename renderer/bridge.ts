import { FaultError } from '#contract/fault'
import type { Bridge } from '#contract/ipc/bridge'
import type { RequestInput, RequestName, RequestOutputs } from '#contract/ipc/requests'

declare global {
  interface Window {
    readonly banyan: Bridge
  }
}

/** Asks the root node; a refusal is thrown, so that the answer is just the answer. */
export type Ask = <N extends RequestName>(
  name: N,
  input: RequestInput<N>,
) => Promise<RequestOutputs[N]>

export function askThrough(bridge: Pick<Bridge, 'request'>): Ask {
  return async (name, input) => {
    const reply = await bridge.request(name, input)
    if (!reply.ok) throw new FaultError(reply.fault)
    return reply.value
  }
}
