import { type HostFault, hostFaultText } from '../host-fault.ts'
import type { Worker } from './worker.ts'

/** Why a worker is offline. The window says it in its own language. */
export type OfflineReason =
  | { readonly kind: 'silent' }
  | { readonly kind: 'unreachable'; readonly detail: string }
  /** The way to it goes through SSH, and is not open. */
  | { readonly kind: 'host'; readonly fault: HostFault }
  /** It holds another root secret. */
  | { readonly kind: 'secret-differs' }
  /** Their protocols are too far apart, and this side is the one to update. */
  | { readonly kind: 'worker-outdated'; readonly speaks: number; readonly needed: number }
  | { readonly kind: 'root-outdated'; readonly speaks: number; readonly needed: number }
  | { readonly kind: 'key-refused' }
  | { readonly kind: 'answers-error'; readonly status: number }
  | { readonly kind: 'not-openai' }
  | { readonly kind: 'process-ended'; readonly exitCode: number | null }
  /** A local one, by its owner. */
  | { readonly kind: 'stopped' }
  /** A local one that crashed again and again, the last time for this reason. */
  | { readonly kind: 'given-up'; readonly crashes: number; readonly last: OfflineReason }
  /** It is known from before the root node started, and was not looked at yet. */
  | { readonly kind: 'unseen' }
  /** Its heartbeats stopped. */
  | { readonly kind: 'no-heartbeat' }
  /** In its own words. */
  | { readonly kind: 'told'; readonly text: string }

/** Why a worker is offline; null when it is not. One that was set up on a host has a secret of its own. */
export function statusReason({ phase, origin }: Pick<Worker, 'phase' | 'origin'>): string | null {
  if (phase.name !== 'offline') return null
  return origin === 'host' && phase.reason.kind === 'secret-differs'
    ? 'its secret is not the one that it was set up with: provision its host again'
    : offlineText(phase.reason)
}

/** For the terminal, the logs and the API. */
export function offlineText(reason: OfflineReason): string {
  switch (reason.kind) {
    case 'silent':
      return 'it does not answer'
    case 'unreachable':
      return reason.detail
    case 'host':
      return reason.fault.code === 'host.cut'
        ? 'the SSH connection was lost'
        : hostFaultText(reason.fault).replace(/\.$/, '')
    case 'secret-differs':
      return 'it does not accept our root secret: set the same ROOT_NODE_SECRET on both'
    case 'worker-outdated':
      return `it speaks protocol ${reason.speaks}, this root node needs ${reason.needed} or newer: update the worker`
    case 'root-outdated':
      return `it needs protocol ${reason.needed} or newer, this root node speaks ${reason.speaks}: update this root node`
    case 'key-refused':
      return 'it refuses our key'
    case 'answers-error':
      return `it answers ${reason.status}`
    case 'not-openai':
      return 'it does not speak the OpenAI protocol'
    case 'process-ended':
      return `it ended with code ${reason.exitCode ?? 'none'}`
    case 'stopped':
      return 'it was stopped; POST /api/deploy/start starts it'
    case 'given-up':
      return `it crashed ${reason.crashes} times within a minute and is not started again by itself; POST /api/deploy/restart starts it; the last time ${offlineText(reason.last)}`
    case 'unseen':
      return 'it was not looked at since the start'
    case 'no-heartbeat':
      return 'it sends no heartbeats any more'
    case 'told':
      return reason.text
  }
}
