import { z } from 'zod'
import type { Fault } from '../fault.ts'
import { mostVoters } from '../http/consensus.ts'
import { type LogsPage, LogsQuery } from '../http/logs.ts'
import { SessionTitle } from '../http/sessions.ts'
import { DeploymentId, SessionId, TurnId, WorkerId } from '../ids.ts'
import { ballotRules } from '../model/chat-ballot.ts'
import { type ChatFileType, fileLimits } from '../model/chat-file.ts'
import { closeAnswers, DesktopChange, type DesktopView, windowThemes } from '../model/desktop.ts'
import { languages } from '../model/language.ts'
import { type FoundServer, KeyTrial, type OfferedModels } from '../model/model-servers.ts'
import type { LinkedPlace } from '../model/place-link.ts'
import type { RootState } from '../model/root-state.ts'
import type { Session, SessionSummary, SetAside } from '../model/session.ts'
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

/** What it is, is told by its content. */
const SentFile = z.object({
  name: z.string().min(1).max(fileLimits.nameCharacters),
  /** In base64. */
  data: z.string().max(Math.ceil(fileLimits.allBytes / 3) * 4 + 4),
})

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
  'session.change': z.object({
    sessionId: SessionId,
    title: SessionTitle.optional(),
    isPinned: z.boolean().optional(),
  }),
  'session.file': z.object({
    sessionId: SessionId,
    turn: z.int().positive(),
    place: z.int().min(0).max(fileLimits.count),
  }),
  /** What was set aside takes the place of what stands there now, which is set aside in turn. */
  'session.bring-back': z.object({ sessionId: SessionId, setAsideId: z.string().min(1).max(64) }),
  'chat.send': z.object({
    turnId: TurnId,
    sessionId: SessionId,
    message: z.string().max(1_000_000),
    model: z.string().max(256).nullable(),
    files: z.array(SentFile).max(fileLimits.count),
    /** Asks this one and no other, or anyone but this one. */
    worker: z.object({ is: z.enum(['only', 'not']), workerId: WorkerId }).nullable(),
    /** Several answer, and vote. */
    ballot: z
      .object({ nodes: z.int().min(2).max(mostVoters), rule: z.enum(ballotRules) })
      .nullable(),
    /** The turn, counted from 1, from which on this one takes the place of what was said; null: none. */
    replacesFrom: z.int().positive().nullable(),
  }),
  'chat.stop': z.object({ turnId: TurnId }),
  'setting.save': z.object({ name: SettingName, value: z.string().max(10_000).nullable() }),
  /** Asks a model server with a key that is not kept yet. */
  'key.try': KeyTrial,
  /** Model servers on this computer. */
  'servers.find': z.null(),
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
  'desktop.read': z.null(),
  'desktop.save': DesktopChange,
  /** How the window looks and speaks, for the tray and the next start. */
  'desktop.look': z.strictObject({ language: z.enum(languages), theme: z.enum(windowThemes) }),
  /** What comes of `desktop.closing`. */
  'desktop.close': z.strictObject({ does: z.enum(closeAnswers) }),
  'desktop.seekUpdate': z.null(),
  /** The page stands and listens. */
  'desktop.drawn': z.null(),
  /** As `GET /api/logs`, and also while the root node is stopped. */
  'logs.read': LogsQuery,
  /** Whether what is said from now on comes as changes. */
  'logs.follow': z.object({ isOn: z.boolean() }),
  /** Whether what is said in a deployment comes as changes; of one at a time. */
  'deployment.follow': z.object({ deploymentId: DeploymentId, isOn: z.boolean() }),
  /** A page or a mail, in the person's own program. */
  'link.open': z.object({ url: z.string().min(1).max(8_000) }),
  /** To where the person says, who may change the name. */
  'file.save': z.object({
    suggestedName: z.string().min(1).max(300),
    text: z.string().max(100_000_000),
    /** Of the text; left out, it is written as it is. */
    encoding: z.enum(['utf8', 'base64']).optional(),
  }),
  /** A text file that the person picks, of these endings; of any, where there are none. */
  'file.open': z.object({ kinds: z.array(z.string().regex(/^[a-z0-9]{1,10}$/)).max(20) }),
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
  readonly 'session.change': null
  /** In base64. */
  readonly 'session.file': { readonly type: ChatFileType; readonly data: string }
  /** What was set aside instead; null where nothing stood there. */
  readonly 'session.bring-back': SetAside | null
  readonly 'chat.send': null
  readonly 'chat.stop': null
  readonly 'setting.save': null
  readonly 'key.try': OfferedModels
  readonly 'servers.find': readonly FoundServer[]
  /** The answer's body; `null` where it has none. */
  readonly 'api.call': unknown
  readonly 'api.cancel': null
  readonly 'key-file.choose': string | null
  readonly 'clipboard.write': null
  readonly 'logs.open': null
  readonly 'desktop.read': DesktopView
  readonly 'desktop.save': null
  readonly 'desktop.look': null
  readonly 'desktop.close': null
  readonly 'desktop.seekUpdate': null
  /** Where a link led before the page was there. */
  readonly 'desktop.drawn': LinkedPlace | null
  readonly 'logs.read': LogsPage
  readonly 'logs.follow': null
  readonly 'deployment.follow': null
  readonly 'link.open': null
  /** `false`: the person thought better of it. */
  readonly 'file.save': { readonly saved: boolean }
  readonly 'file.open': { readonly name: string; readonly text: string } | null
}

export type RequestName = keyof typeof requestInputs & keyof RequestOutputs
export type RequestInput<N extends RequestName> = z.infer<(typeof requestInputs)[N]>

export type RequestHandlers = {
  readonly [N in RequestName]: (input: RequestInput<N>) => Promise<RequestOutputs[N]>
}

export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: Fault }
