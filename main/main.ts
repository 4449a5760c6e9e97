import { join } from 'node:path'
import process from 'node:process'
import { app, BrowserWindow, clipboard, dialog, shell } from 'electron'
import { FaultError } from '#contract/fault'
import { Cleanup } from './base/cleanup.ts'
import { compose, foldersOf, type House } from './compose.ts'
import { prepareRestore } from './compose-keeping.ts'
import { serveWindow } from './ipc/serve-window.ts'
import { windowRequests } from './ipc/window-requests.ts'
import { utilityProcessLauncher } from './local-worker/utility-process.ts'
import { parseFlags } from './settings/flags.ts'
import { Narrator } from './terminal/narrator.ts'
import { outliveTerminal } from './terminal/outlive-terminal.ts'
import { openTray } from './tray/tray.ts'
import { alertNotifier } from './window/alert-notification.ts'
import { chooseKeyFile } from './window/choose-key-file.ts'
import { askAfterDamage, type Damage } from './window/damage-dialog.ts'
import { openKeyring } from './window/keyring.ts'
import { claimScheme, pageOrigin, servePage } from './window/page.ts'
import { bringToFront, makeWindow } from './window/window.ts'

const dist = import.meta.dirname
const icons = join(dist, 'icons')
const cleanup = new Cleanup()
let isQuitting = false
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
  claimScheme()
  // Windows shows notifications only of a program that it knows by name: the appId of the installer.
  if (process.platform === 'win32') app.setAppUserModelId('io.banyan.app')
  app.on('window-all-closed', () => {})
  app.on('before-quit', event => {
    isQuitting = true
    if (hasClosed) return
    event.preventDefault()
    void closeAll()
  })
  outliveTerminal()
  process.on('SIGINT', () => app.quit())
  process.on('SIGTERM', () => app.quit())
  app.whenReady().then(open).catch(giveUp)
}

const ourFlags = () => parseFlags(process.argv.slice(1), { allowUnknown: true })

async function open(): Promise<void> {
  const flags = ourFlags()
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
      notify: alertNotifier(app.getLocale(), () => {
        for (const window of BrowserWindow.getAllWindows()) bringToFront(window)
      }),
    },
    cleanup,
  )
  servePage(join(dist, 'renderer'))
  const window = makeWindow(join(dist, 'preload.cjs'), join(icons, 'banyan.png'))
  window.on('close', event => {
    if (isQuitting) return
    event.preventDefault()
    window.hide()
  })
  app.on('second-instance', () => bringToFront(window))
  app.on('activate', () => bringToFront(window))
  serve(window, house)
  const narrator = new Narrator(house.folders, text => process.stdout.write(text))
  house.feed.onChange(change => narrator.hear(change))
  void house.power.start()
}

function serve(window: BrowserWindow, house: House): void {
  const desktop = {
    copy: (text: string) => clipboard.writeText(text),
    openLogs: async () => void (await shell.openPath(house.folders.logs)),
    chooseKeyFile: () => chooseKeyFile(window),
  }
  cleanup.defer(
    serveWindow(window, pageOrigin, windowRequests(house, desktop), house.feed, house.log),
  )
  const showState = openTray(
    join(icons, process.platform === 'darwin' ? 'tray-mac.png' : 'tray.png'),
    app.getLocale(),
    {
      open: () => bringToFront(window),
      start: () => void house.power.start(),
      stop: () => void house.power.stop(),
      copy: desktop.copy,
      quit: () => app.quit(),
    },
  )
  showState(house.power.state)
  cleanup.defer(house.power.onChange(showState))
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
