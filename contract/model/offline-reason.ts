/** Why a worker is offline. The window says it in its own language. */
export type OfflineReason =
  | { readonly kind: 'silent' }
  | { readonly kind: 'unreachable'; readonly detail: string }
  /** It holds another root secret. */
  | { readonly kind: 'secret-differs' }
  | { readonly kind: 'protocol-differs'; readonly theirs: number; readonly ours: number }
  | { readonly kind: 'key-refused' }
  | { readonly kind: 'answers-error'; readonly status: number }
  | { readonly kind: 'not-openai' }
  | { readonly kind: 'process-ended'; readonly exitCode: number | null }
  /** It is known from before the root node started, and was not looked at yet. */
  | { readonly kind: 'unseen' }
  /** Its heartbeats stopped. */
  | { readonly kind: 'no-heartbeat' }
  /** In its own words. */
  | { readonly kind: 'told'; readonly text: string }

/** For the terminal, the logs and the API. */
export function offlineText(reason: OfflineReason): string {
  switch (reason.kind) {
    case 'silent':
      return 'it does not answer'
    case 'unreachable':
      return reason.detail
    case 'secret-differs':
      return 'it does not accept our root secret: set the same ROOT_NODE_SECRET on both'
    case 'protocol-differs':
      return `it speaks protocol ${reason.theirs}, this root node ${reason.ours}: update the older one`
    case 'key-refused':
      return 'it refuses our key'
    case 'answers-error':
      return `it answers ${reason.status}`
    case 'not-openai':
      return 'it does not speak the OpenAI protocol'
    case 'process-ended':
      return `it ended with code ${reason.exitCode ?? 'none'}`
    case 'unseen':
      return 'it was not looked at since the start'
    case 'no-heartbeat':
      return 'it sends no heartbeats any more'
    case 'told':
      return reason.text
  }
}
