import { join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { app, type BrowserWindow, clipboard, dialog, shell } from 'electron'
import { FaultError } from '#contract/fault'
import type { RequestInput } from '#contract/ipc/requests'
import { placeLinkIn } from '#contract/model/place-link'
import { Cleanup } from './base/cleanup.ts'
import { compose, foldersOf, type House } from './compose.ts'
import { prepareRestore } from './compose-keeping.ts'
import { serveWindow } from './ipc/serve-window.ts'
import { windowRequests } from './ipc/window-requests.ts'
import { utilityProcessLauncher } from './local-worker/utility-process.ts'
import { parseFlags } from './settings/flags.ts'
import { Narrator } from './terminal/narrator.ts'
import { outliveTerminal } from './terminal/outlive-terminal.ts'
import { FleetLight } from './tray/fleet-light.ts'
import { LastAlerts } from './tray/last-alerts.ts'
import { hasTray, openTray } from './tray/tray.ts'
import { alertNotifier } from './window/alert-notification.ts'
import { chooseKeyFile } from './window/choose-key-file.ts'
import { askAfterDamage, type Damage } from './window/damage-dialog.ts'
import { WindowDesktop } from './window/desktop.ts'
import { DesktopFile } from './window/desktop-file.ts'
import { openFile, saveFile } from './window/files.ts'
import { openKeyring } from './window/keyring.ts'
import { openLink } from './window/links.ts'
import { loginStart, wasStartedAtLogin } from './window/login-start.ts'
import { claimScheme, pageOrigin, servePage } from './window/page.ts'
import { guardEveryPage, refuseInspectors } from './window/page-guard.ts'
import { claimLinks, PlaceLinks } from './window/place-links.ts'
import { watchPower } from './window/power-watch.ts'
import { reopenPage } from './window/reopen-page.ts'
import { type SeekUpdate, UpdateWatch, updateFeed } from './window/update-watch.ts'
import { whileShown } from './window/while-shown.ts'
import { makeWindow } from './window/window.ts'

const dist = import.meta.dirname
const icons = join(dist, 'icons')
const cleanup = new Cleanup()
let hasClosed = false

/** The desktop app: one instance, one window, the root node in this process. */
function main(): void {
  const flags = ourFlags()
  // Beside the root's own data, so that another DATA_DIR is another app.
  app.setPath('userData', join(foldersOf({ flags, env: process.env }).data, 'window'))
  if (!app.requestSingleInstanceLock()) {
    app.exit(0)
    return
  }
  refuseInspectors()
  claimScheme()
  claimLinks()
  guardEveryPage()
  const links = new PlaceLinks(process.argv.slice(1))
  // Windows shows notifications only of a program that it knows by name: the appId of the installer.
  if (process.platform === 'win32') app.setAppUserModelId('io.banyan.app')
  app.on('window-all-closed', () => {})
  app.on('before-quit', event => {
    if (hasClosed) return
    event.preventDefault()
    void closeAll()
  })
  outliveTerminal()
  process.on('SIGINT', () => app.quit())
  process.on('SIGTERM', () => app.quit())
  app
    .whenReady()
    .then(() => open(links))
    .catch(giveUp)
}

const ourFlags = () => parseFlags(process.argv.slice(1), { allowUnknown: true })

async function open(links: PlaceLinks): Promise<void> {
  const flags = ourFlags()
  const file = await DesktopFile.open(join(app.getPath('userData'), 'desktop.json'))
  cleanup.defer(() => file.close())
  let desktop: WindowDesktop | null = null
  const house = await compose(
    {
      flags,
      env: process.env,
      programs: dist,
      nativeBinding: sqliteForOlderNode(),
      keyring: await openKeyring(),
      launcher: utilityProcessLauncher,
      restart: () => {
        app.relaunch()
        app.quit()
      },
      notify: alertNotifier(app.getLocale(), () => desktop?.show()),
    },
    cleanup,
  )
  servePage(join(dist, 'renderer'))
  const updates = new UpdateWatch({ feed: updateFeed(process.env), seek: seekUpdate })
  cleanup.defer(() => updates.end())
  desktop = new WindowDesktop({
    ...{ file, links, updates, hasTray },
    login: loginStart(flags.settings.get('dataDir')),
    push: change => house.feed.push(change),
    onDrawn: afterMs => house.log.info('window drawn', { afterMs }),
  })
  openWindow(desktop, file, house)
  cleanup.defer(
    watchPower(() => {
      house.wake()
      void updates.seekIfDue()
    }, house.log),
  )
  const narrator = new Narrator(house.folders, text => process.stdout.write(text))
  house.feed.onChange(change => narrator.hear(change))
  void house.power.start()
}

function openWindow(desktop: WindowDesktop, file: DesktopFile, house: House): void {
  const window = makeWindow({
    preloadPath: join(dist, 'preload.cjs'),
    iconPath: join(icons, 'banyan.png'),
    isHidden: ourFlags().switches.has('--hidden') || wasStartedAtLogin(),
    kept: file.kept,
    language: () => desktop.language,
  })
  desktop.hold(window)
  reopenPage(window, {
    ...{ language: app.getLocale(), log: house.log },
    onGone: () => house.logs.followNothing(),
  })
  app.on('before-quit', () => desktop.quitting())
  app.on('second-instance', (_event, argv) => {
    const place = placeLinkIn(argv)
    if (place) house.log.info('link opened', { screen: place.screen })
    if (place) desktop.showAt(place)
    // What starts at login finds the app where somebody began it before.
    else if (!argv.includes('--hidden')) desktop.show()
  })
  app.on('activate', () => desktop.show())
  serve(window, desktop, house)
}

function serve(window: BrowserWindow, life: WindowDesktop, house: House): void {
  const desktop = {
    life,
    copy: (text: string) => clipboard.writeText(text),
    openLogs: async () => void (await shell.openPath(house.folders.logs)),
    openLink,
    saveFile: (file: RequestInput<'file.save'>) => saveFile(window, file),
    openFile: (wanted: RequestInput<'file.open'>) => openFile(window, wanted),
    chooseKeyFile: () => chooseKeyFile(window),
  }
  cleanup.defer(
    serveWindow(window, pageOrigin, windowRequests(house, desktop), house.feed, house.log),
  )
  cleanup.defer(whileShown(window, () => house.live.watch()))
  followInTray(life, house)
}

function followInTray(desktop: WindowDesktop, house: House): void {
  const { power } = house
  const fleet = new FleetLight(power.state, house.workers.list())
  const alerts = new LastAlerts(house.lastAlerts(3))
  const show = openTray(icons, {
    open: () => desktop.show(),
    openAt: place => desktop.showAt(place),
    start: () => void power.start(),
    stop: () => void power.stop(),
    restart: () => void power.stop().then(() => power.start()),
    copy: text => clipboard.writeText(text),
    quit: () => app.quit(),
  })
  const follow = () => {
    const { root, light, away } = fleet
    const { language } = desktop
    show({ root, light, away, language, alerts: alerts.items(language, Date.now()) })
  }
  follow()
  cleanup.defer(desktop.onSpeak(follow))
  cleanup.defer(
    house.feed.onChange(change => {
      const [isOther, isNew] = [fleet.hear(change), alerts.hear(change)]
      if (isOther || isNew) follow()
    }),
  )
}

/** Loaded when it is asked for the first time: nearly nobody does. */
const seekUpdate: SeekUpdate = async feed => {
  const updates: typeof import('./window/seek-update.ts') = await import(
    pathToFileURL(join(dist, 'updates.mjs')).href
  )
  return updates.seekUpdate(feed)
}

async function closeAll(): Promise<void> {
  try {
    await cleanup.run()
  } finally {
    hasClosed = true
    app.exit(0)
  }
}

async function giveUp(error: unknown): Promise<void> {
  if (error instanceof FaultError && error.fault.code === 'database.damaged') {
    await mendOrQuit(error.fault).catch(giveUp)
    return
  }
  const text = error instanceof FaultError ? error.message : String(error)
  process.stderr.write(`banyan: ${text}\n`)
  dialog.showErrorBox('Banyan', text)
  await cleanup.run().catch(() => {})
  hasClosed = true
  app.exit(1)
}

/** Starts anew with what the person chose; a second start has the same database to offer as the first. */
async function mendOrQuit(damage: Damage): Promise<void> {
  process.stderr.write(`banyan: the database is damaged and was put aside as ${damage.aside}\n`)
  const answer = await askAfterDamage(damage)
  await cleanup.run().catch(() => {})
  if (answer === 'restore' && damage.backup !== null) {
    const { data } = foldersOf({ flags: ourFlags(), env: process.env })
    const place = { folder: data, programs: dist, nativeBinding: sqliteForOlderNode() }
    await prepareRestore(damage.backup, place)
  }
  const args = process.argv.slice(1).filter(argument => argument !== '--start-empty')
  if (answer === 'restore') app.relaunch({ args })
  if (answer === 'start-empty') app.relaunch({ args: [...args, '--start-empty'] })
  hasClosed = true
  app.exit(answer === 'quit' ? 1 : 0)
}

/** Electron before 35 has a Node that the shipped SQLite cannot load; one that was built for it lies beside the executable. */
function sqliteForOlderNode(): string | undefined {
  return Number(process.versions['napi']) < 10
    ? join(process.execPath, '..', 'better_sqlite3.node')
    : undefined
}

main()
