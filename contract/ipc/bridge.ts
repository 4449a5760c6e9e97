import type { Changes } from './changes.ts'
import type { Reply, RequestInput, RequestName, RequestOutputs } from './requests.ts'

/** The two channels between window and root node. */
export const channels = { request: 'banyan:request', changes: 'banyan:changes' } as const

/** What the preload script hangs on `window.banyan`; it forwards by name and does nothing else. */
export interface Bridge {
  request<N extends RequestName>(name: N, input: RequestInput<N>): Promise<Reply<RequestOutputs[N]>>
  /** Returns the function that stops listening. */
  onChanges(listener: (changes: Changes) => void): () => void
  /** The language that the system asks for first, as BCP 47. */
  readonly language: string
}
