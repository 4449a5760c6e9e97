import type { LogsPage, LogsQuery } from '#contract/http/logs'
import type { DeploymentId, SessionId, WorkerId } from '#contract/ids'
import type {
  RequestHandlers,
  RequestInput,
  RequestOutputs,
  SecretProtection,
} from '#contract/ipc/requests'
import type { FoundServer, KeyTrial, OfferedModels } from '#contract/model/model-servers'
import type { RootState } from '#contract/model/root-state'
import type { Session, SessionChange, SessionSummary, SetAside } from '#contract/model/session'
import type { SettingName, SettingView } from '#contract/model/setting'
import type { Worker } from '#contract/model/worker'
import type { ChangeFeed } from './change-feed.ts'
import { type DesktopForWindow, desktopRequests } from './desktop-requests.ts'
import type { WindowCalls } from './window-calls.ts'
import type { WindowChat } from './window-chat.ts'

/** The root node, as far as the window may look into it and command it. */
export interface RootForWindow {
  readonly version: string
  readonly feed: ChangeFeed
  readonly chat: WindowChat
  readonly calls: WindowCalls
  readonly secretProtection: SecretProtection
  readonly power: {
    readonly state: RootState
    start(port: number | null): Promise<void>
    stop(): Promise<void>
  }
  readonly settings: {
    views(): readonly SettingView[]
    save(name: SettingName, value: string | null): Promise<void>
  }
  readonly modelServers: {
    tryKey(trial: KeyTrial): Promise<OfferedModels>
    find(): Promise<readonly FoundServer[]>
  }
  readonly sessions: {
    list(search: string): readonly SessionSummary[]
    read(sessionId: SessionId): Session
    file(sessionId: SessionId, turn: number, place: number): RequestOutputs['session.file']
    bringBack(sessionId: SessionId, setAsideId: string): Promise<SetAside | null>
    change(sessionId: SessionId, change: SessionChange): Promise<void>
    remove(sessionId: SessionId): Promise<void>
  }
  readonly workers: {
    list(): readonly Worker[]
    add(worker: { url: string; name: string; key: string }): Promise<WorkerId>
    remove(workerId: WorkerId): Promise<void>
  }
  readonly logs: {
    read(query: LogsQuery, signal: AbortSignal): Promise<LogsPage>
    follow(isOn: boolean): void
    followDeployment(id: DeploymentId, isOn: boolean): void
  }
}

/** What only the desktop can do. */
export interface Desktop {
  readonly life: DesktopForWindow
  copy(text: string): void
  openLogs(): Promise<void>
  openLink(url: string): Promise<void>
  saveFile(file: RequestInput<'file.save'>): Promise<RequestOutputs['file.save']>
  openFile(wanted: RequestInput<'file.open'>): Promise<RequestOutputs['file.open']>
  /** Where a private key lies, as its owner chooses it; null: none. */
  chooseKeyFile(): Promise<string | null>
}

const readLogsWithinMs = 30_000

/** One handler for each request of the contract; a missing one does not compile. */
export function windowRequests(root: RootForWindow, desktop: Desktop): RequestHandlers {
  return {
    ...desktopRequests(desktop.life),
    snapshot: async () => ({
      sequence: root.feed.sequence,
      version: root.version,
      root: root.power.state,
      workers: root.workers.list(),
      settings: root.settings.views(),
      secretProtection: root.secretProtection,
    }),
    'root.start': async ({ port }) => {
      void root.power.start(port)
      return null
    },
    'root.stop': async () => {
      void root.power.stop()
      return null
    },
    'worker.add': async input => ({ workerId: await root.workers.add(input) }),
    'worker.remove': async ({ workerId }) => {
      await root.workers.remove(workerId)
      return null
    },
    'session.list': async ({ search }) => root.sessions.list(search),
    'session.read': async ({ sessionId }) => root.sessions.read(sessionId),
    'session.file': async ({ sessionId, turn, place }) =>
      root.sessions.file(sessionId, turn, place),
    'session.bring-back': ({ sessionId, setAsideId }) =>
      root.sessions.bringBack(sessionId, setAsideId),
    'session.change': async ({ sessionId, ...change }) => {
      await root.sessions.change(sessionId, change)
      return null
    },
    'session.delete': async ({ sessionId }) => {
      await root.sessions.remove(sessionId)
      return null
    },
    'chat.send': async turn => {
      root.chat.send(turn)
      return null
    },
    'chat.stop': async ({ turnId }) => {
      root.chat.stop(turnId)
      return null
    },
    'setting.save': async ({ name, value }) => {
      await root.settings.save(name, value)
      return null
    },
    'key.try': trial => root.modelServers.tryKey(trial),
    'servers.find': () => root.modelServers.find(),
    'api.call': input => root.calls.call(input),
    'api.cancel': async ({ callId }) => {
      root.calls.cancel(callId)
      return null
    },
    'key-file.choose': () => desktop.chooseKeyFile(),
    'clipboard.write': async ({ text }) => {
      desktop.copy(text)
      return null
    },
    'logs.open': async () => {
      await desktop.openLogs()
      return null
    },
    'logs.read': query => root.logs.read(query, AbortSignal.timeout(readLogsWithinMs)),
    'logs.follow': async ({ isOn }) => {
      root.logs.follow(isOn)
      return null
    },
    'deployment.follow': async ({ deploymentId, isOn }) => {
      root.logs.followDeployment(deploymentId, isOn)
      return null
    },
    'link.open': async ({ url }) => {
      await desktop.openLink(url)
      return null
    },
    'file.save': input => desktop.saveFile(input),
    'file.open': input => desktop.openFile(input),
  }
}
