import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Alert, AlertNotice } from '#contract/model/alert'
import { actingAs } from './base/actor.ts'
import type { Cleanup } from './base/cleanup.ts'
import type { Log } from './base/log.ts'
import { version } from './base/version.ts'
import type { AlertParts } from './compose-alerts.ts'
import { composeApps } from './compose-apps.ts'
import { composeHosts } from './compose-hosts.ts'
import { composeKeeping, openKept } from './compose-keeping.ts'
import { composeLogs, type Logs } from './compose-logs.ts'
import { composeModelServers } from './compose-model-servers.ts'
import { composeRoot, type RunningRoot } from './compose-root.ts'
import { composeWindowChat, windowSessions } from './compose-window-chat.ts'
import { EventFeed } from './events/event-feed.ts'
import { WorkerBook } from './fleet/worker-book.ts'
import { ChangeFeed } from './ipc/change-feed.ts'
import { LiveRequests } from './ipc/live-requests.ts'
import { WindowCalls } from './ipc/window-calls.ts'
import type { RootForWindow } from './ipc/window-requests.ts'
import type { LaunchWorker } from './local-worker/worker-child.ts'
import { openLog } from './log/open-log.ts'
import { Redactor } from './log/redactor.ts'
import { AppFigures } from './observe/app-figures.ts'
import { Exposition } from './observe/exposition.ts'
import { loadTracing } from './observe/load-tracing.ts'
import { RequestFigures } from './observe/request-figures.ts'
import { type OpenRootNode, RootPower } from './root-power.ts'
import { Conversations } from './sessions/conversations.ts'
import { dataFolderOf, logFolderOf, makeFolder } from './settings/data-folder.ts'
import type { Flags } from './settings/flags.ts'
import { openKeyFileSealer } from './settings/key-file-sealer.ts'
import { resolveSettings } from './settings/resolve.ts'
import { secretNames } from './settings/resolved-settings.ts'
import type { Sealer } from './settings/sealer.ts'
import { SettingsShelf } from './settings/settings-shelf.ts'
import { alertShelf } from './store/alert-shelf.ts'
import { battleShelf } from './store/battle-shelf.ts'
import { eventShelf } from './store/event-shelf.ts'
import { nodeShelf } from './store/node-shelf.ts'
import { holdRootLock } from './store/root-lock.ts'
import { savedSettings } from './store/saved-settings.ts'
import { savedWorkers } from './store/saved-workers.ts'
import { sessionShelf } from './store/session-shelf.ts'

/** What differs between the app and a root node without a window. */
export interface Surroundings {
  readonly flags: Flags
  readonly env: Readonly<Record<string, string | undefined>>
  /** The folder of the built programs: the worker's and the write thread's. */
  readonly programs: string
  /** SQLite for this Node, where the one that is shipped needs a newer one. */
  readonly nativeBinding: string | undefined
  /** The system's keyring; null where there is none that protects. */
  readonly keyring: Sealer | null
  launcher(program: string): LaunchWorker
  /** Closes everything and starts anew. */
  restart(): void
  /** Shows alerts on the screen; null without a window. */
  readonly notify: AlertParts['notify']
}

export interface Folders {
  readonly data: string
  readonly logs: string
}

/** The root node and all that outlives its stops and starts. */
export interface House extends RootForWindow {
  readonly log: Log
  readonly folders: Folders
  readonly power: RootPower
  readonly settings: SettingsShelf
  readonly live: LiveRequests
  readonly logs: Logs
  /** Of those that were told, the newest first. */
  lastAlerts(count: number): readonly Alert[]
  /** The computer was asleep: what is known of workers does not count, and what was due is due now. */
  wake(): void
}

/** Known before anything is open, for the database itself lies there. Throws for a bad flag or variable. */
export function foldersOf({ flags, env }: Pick<Surroundings, 'flags' | 'env'>): Folders {
  const { settings } = resolveSettings({ flags: flags.settings, env, saved: new Map() })
  const surroundings = { platform: process.platform, env, home: homedir() }
  const data = dataFolderOf(settings.dataDir, surroundings)
  return { data, logs: logFolderOf(settings.logDir, data) }
}

/** Joins the parts, each on those before it; `cleanup` takes them apart again. The root node is not started yet. */
export async function compose(around: Surroundings, cleanup: Cleanup): Promise<House> {
  const { flags, env, nativeBinding } = around
  const folders = foldersOf(around)
  makeFolder(folders.data)

  const redactor = new Redactor()
  const log = openLog({ folder: folders.logs, level: 'info', console: false, redactor })
  cleanup.defer(() => log.close())

  const lock = holdRootLock({ path: join(folders.data, 'root.lock'), nativeBinding })
  cleanup.defer(() => lock.release())
  const kept = await openKept(
    {
      folder: folders.data,
      programs: around.programs,
      nativeBinding,
      mayStartEmpty: flags.switches.has('--start-empty'),
      log,
    },
    cleanup,
  )
  const { database } = kept

  const sealer = around.keyring ?? (await openKeyFileSealer(folders.data))
  const settings = await SettingsShelf.load({
    flags: flags.settings,
    env,
    saved: savedSettings(database),
    sealer,
    log,
  })
  const followSettings = () => {
    log.setLevel(settings.settings.logLevel)
    for (const name of secretNames) {
      const secret = settings.settings[name]
      if (secret) redactor.add(secret)
    }
  }
  followSettings()

  const feed = new ChangeFeed()
  const live = new LiveRequests(change => feed.push(change))
  const closing = new AbortController()
  cleanup.defer(() => closing.abort())
  const book = new WorkerBook(savedWorkers(database), sealer, log)
  let running: RunningRoot | null = null
  const requirements = await readFile(join(around.programs, 'requirements.txt'), 'utf8')
  const conversations = new Conversations({
    shelf: sessionShelf(database),
    tokenBudget: () => settings.settings.sessionTokenBudget,
  })
  const measured = {
    exposition: new Exposition(),
    apps: new AppFigures(),
    requests: new RequestFigures(),
    writesWaiting: () => database.writes.pending,
  }
  const tracing = await loadTracing(env, join(around.programs, 'tracing.mjs'), log)
  cleanup.defer(() => tracing?.close())
  const apps = composeApps(database, measured.apps, live.over, log, cleanup)
  const events = new EventFeed(eventShelf(database), log)
  cleanup.defer(() => events.close())
  const logs = composeLogs({ database, events, feed, folders, redactor, log }, cleanup)
  const hosts = composeHosts(
    {
      ...{ database, sealer, log, publish: events.publish },
      protect: secret => redactor.add(secret),
    },
    cleanup,
  )
  const keeping = await composeKeeping(
    {
      ...kept,
      folder: folders.data,
      sealer,
      settings: () => settings.settings,
      restart: () => around.restart(),
      log,
    },
    cleanup,
  )
  const alerts = {
    shelf: alertShelf(database),
    notify: around.notify,
    quiet: () => ({
      hours: settings.settings.alertQuietHours,
      passesCritical: settings.settings.alertQuietCritical,
      mutedUntil: settings.settings.alertsMutedUntil,
    }),
    dataFolder: folders.data,
    publish: (type: string, subject: string, notice: AlertNotice) =>
      events.publish(type, subject, { ...notice }),
  }
  const openRoot: OpenRootNode = async (port, rootCleanup) => {
    rootCleanup.defer(() => {
      running = null
    })
    running = await composeRoot(
      {
        settings: port === null ? settings.settings : { ...settings.settings, port },
        conversations,
        apps,
        measured,
        tracing,
        keeping,
        logs,
        alerts,
        savedWorkers: await book.list(),
        hosting: {
          ...{ database, sealer, hosts, note: keeping.note },
          programs: around.programs,
          dataFolder: folders.data,
          redact: text => redactor.scrub(text),
        },
        nodes: { shelf: nodeShelf(database), events, removeSaved: id => book.remove(id) },
        launch: around.launcher(join(around.programs, 'worker.mjs')),
        python: { folder: join(folders.data, 'python'), requirements },
        schemaThread: join(around.programs, 'schema-thread.mjs'),
        battles: battleShelf(database),
        env,
        feed,
        live,
        protect: secret => redactor.add(secret),
        log,
      },
      rootCleanup,
    )
    return running
  }
  const power = new RootPower(async (...start) => {
    // Whoever starts it, what it does then it does by itself.
    const root = await actingAs('root', () => openRoot(...start))
    await keeping.noteStart(root.address)
    return root
  }, log)
  cleanup.defer(() => power.stop())

  settings.onChange(() => {
    followSettings()
    feed.push({ type: 'settings', settings: settings.views() })
  })
  power.onChange(root => {
    feed.push({ type: 'root', root })
    events.publish(`root.${root.name}`, 'root')
  })
  power.onChange(keeping.noteEnd)
  events.onPublish(event => feed.push({ type: 'event', event }))
  conversations.onChange(() => feed.push({ type: 'sessions' }))

  const chat = composeWindowChat(() => running, feed, log)
  return {
    version,
    log,
    folders,
    feed,
    live,
    power,
    settings,
    lastAlerts: limit => alerts.shelf.list({ state: null, before: Number.MAX_SAFE_INTEGER, limit }),
    wake() {
      running?.fleet.lookAnew()
      keeping.wake()
    },
    chat,
    logs,
    calls: new WindowCalls(() => running?.inside ?? null),
    modelServers: composeModelServers(
      { settings: () => settings.settings, protect: secret => redactor.add(secret), log },
      closing.signal,
    ),
    secretProtection: sealer.name === 'key-file' ? 'key-file' : 'keyring',
    sessions: windowSessions(conversations),
    workers: {
      list: () => running?.fleet.snapshot() ?? [],
      async add(entry) {
        const worker = await book.add(entry)
        if (worker.key) redactor.add(worker.key)
        await running?.fleet.addRemote(worker, 'saved')
        return worker.id
      },
      async remove(workerId) {
        if (running) await running.nodes.remove(workerId)
        else await book.remove(workerId)
      },
    },
  }
}
