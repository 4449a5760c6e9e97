import { z } from 'zod'
import type { Fault } from '../fault.ts'
import { SessionId, TurnId, WorkerId } from '../ids.ts'
import type { RootState } from '../model/root-state.ts'
import type { Session, SessionSummary } from '../model/session.ts'
import { SettingName, type SettingView } from '../model/setting.ts'
import type { Worker } from '../model/worker.ts'

/** How secrets are kept: by the system's keyring, or only by a key file beside the database. */
export type SecretProtection = 'keyring' | 'key-file'

export interface Snapshot {
  /** Of the last change that this snapshot contains. */
  readonly sequence: number
  readonly version: string
  readonly root: RootState
  readonly workers: readonly Worker[]
  readonly settings: readonly SettingView[]
  readonly secretProtection: SecretProtection
}

/** What the window may ask of the root node, and what each request carries. */
export const requestInputs = {
  snapshot: z.null(),
  'root.start': z.object({ port: z.number().int().min(0).max(65535).nullable() }),
  'root.stop': z.null(),
  'worker.add': z.object({
    url: z.string().min(1).max(2000),
    name: z.string().max(128),
    key: z.string().max(1000),
  }),
  'worker.remove': z.object({ workerId: WorkerId }),
  'session.list': z.object({ search: z.string().max(256) }),
  'session.read': z.object({ sessionId: SessionId }),
  'session.delete': z.object({ sessionId: SessionId }),
  'chat.send': z.object({
    turnId: TurnId,
    sessionId: SessionId,
    message: z.string().min(1).max(1_000_000),
    model: z.string().max(256).nullable(),
  }),
  'chat.stop': z.object({ turnId: TurnId }),
  'setting.save': z.object({ name: SettingName, value: z.string().max(10_000).nullable() }),
  /** An operation of the HTTP API, done as the owner's without a way through the network. */
  'api.call': z.object({
    /** To end it early. */
    callId: z.string().min(1).max(64),
    operation: z.string().min(1).max(64),
    path: z.record(z.string().max(64), z.string().min(1).max(512)),
    query: z.record(z.string().max(64), z.string().max(4_000)),
    body: z.json(),
  }),
  'api.cancel': z.object({ callId: z.string().min(1).max(64) }),
  /** The path of a file that the system's dialog lets one choose; null: none. */
  'key-file.choose': z.null(),
  'clipboard.write': z.object({ text: z.string().max(1_000_000) }),
  'logs.open': z.null(),
} as const

/** Requests answer when the command was taken; what comes of it arrives as changes. */
export interface RequestOutputs {
  readonly snapshot: Snapshot
  readonly 'root.start': null
  readonly 'root.stop': null
  readonly 'worker.add': { readonly workerId: WorkerId }
  readonly 'worker.remove': null
  readonly 'session.list': readonly SessionSummary[]
  readonly 'session.read': Session
  readonly 'session.delete': null
  readonly 'chat.send': null
  readonly 'chat.stop': null
  readonly 'setting.save': null
  /** The answer's body; `null` where it has none. */
  readonly 'api.call': unknown
  readonly 'api.cancel': null
  readonly 'key-file.choose': string | null
  readonly 'clipboard.write': null
  readonly 'logs.open': null
}

export type RequestName = keyof typeof requestInputs & keyof RequestOutputs
export type RequestInput<N extends RequestName> = z.infer<(typeof requestInputs)[N]>

export type RequestHandlers = {
  readonly [N in RequestName]: (input: RequestInput<N>) => Promise<RequestOutputs[N]>
}

export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: Fault }
