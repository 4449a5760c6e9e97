import process from 'node:process'
import { FaultError } from '#contract/fault'
import { actingAs } from './base/actor.ts'
import { Cleanup } from './base/cleanup.ts'
import { version } from './base/version.ts'
import { compose, foldersOf, type House } from './compose.ts'
import { prepareRestore } from './compose-keeping.ts'
import { childProcessLauncher } from './local-worker/child-process.ts'
import { type Flags, parseFlags } from './settings/flags.ts'
import { auditReport } from './terminal/audit-report.ts'
import { helpText } from './terminal/help-text.ts'
import { Narrator } from './terminal/narrator.ts'
import { outliveTerminal } from './terminal/outlive-terminal.ts'
import { verifyAudit } from './verify-audit.ts'

/** The root node without a window: in a terminal, on a server, in tests. */
async function main(): Promise<void> {
  // SQLite's binary needs Node-API 10 and ends an older Node without a word.
  if (Number(process.versions['napi']) < 10) {
    throw new Error(
      `this is Node ${process.versions.node}; start with npm start, which brings its own`,
    )
  }
  const flags = parseFlags(process.argv.slice(2), { allowUnknown: false })
  if (flags.switches.has('--help')) process.stdout.write(helpText())
  else if (flags.switches.has('--version')) process.stdout.write(`${version}\n`)
  else if (flags.switches.has('--verify-audit')) await verify(flags)
  else if (flags.restore !== null) await restore(flags, flags.restore)
  else await run(flags)
}

async function verify(flags: Flags): Promise<void> {
  const verdict = await verifyAudit(foldersOf({ flags, env: process.env }).data)
  process.stdout.write(`${auditReport(verdict)}\n`)
  process.exitCode = verdict.isSound ? 0 : 1
}

async function restore(flags: Flags, file: string): Promise<void> {
  const folder = foldersOf({ flags, env: process.env }).data
  await prepareRestore(file, { folder, programs: import.meta.dirname, nativeBinding: undefined })
  process.stdout.write(
    'The backup is sound and takes the place of the database at the next start.\n' +
      'What is there now is kept in the folder backups.\n',
  )
}

/** Until it is told to stop; a restore closes all of it and opens it anew, on the same port. */
async function run(flags: Flags): Promise<void> {
  outliveTerminal()
  let cleanup = new Cleanup()
  const open = async (port: number | null) => {
    cleanup = new Cleanup()
    const house = await openHouse(flags, cleanup, () => {
      const { state } = house.power
      const again = state.name === 'running' ? Number(new URL(state.address).port) : null
      cleanup
        .run()
        .then(() => open(again))
        .catch(giveUp)
    })
    await house.power.start(port)
    const { state } = house.power
    if (state.name === 'failed') {
      await cleanup.run()
      throw new FaultError(state.fault)
    }
  }

  const stop = async (signal: NodeJS.Signals) => {
    // A second signal is somebody in a hurry: the system's own way of ending then holds again.
    process.removeAllListeners(signal)
    await cleanup.run()
    process.exit(0)
  }
  process.once('SIGINT', signal => void stop(signal))
  process.once('SIGTERM', signal => void stop(signal))
  await open(null)
}

async function openHouse(flags: Flags, cleanup: Cleanup, restart: () => void): Promise<House> {
  const around = {
    flags,
    env: process.env,
    programs: import.meta.dirname,
    nativeBinding: undefined,
    keyring: null,
    launcher: childProcessLauncher,
    notify: null,
    // After the answer to whoever asked for it has begun its way.
    restart: () => void setImmediate(() => actingAs('root', restart)),
  }
  const house = await compose(around, cleanup).catch(async (error: unknown) => {
    await cleanup.run()
    throw error
  })
  const narrator = new Narrator(house.folders, text => process.stdout.write(text))
  house.feed.onChange(change => narrator.hear(change))
  return house
}

main().catch(giveUp)

function giveUp(error: unknown): void {
  const isExpected = error instanceof FaultError && error.fault.code !== 'internal'
  process.stderr.write(
    isExpected
      ? `${failureText(error)}\n`
      : `banyan: ${error instanceof Error ? error.message : String(error)}\n`,
  )
  process.exit(1)
}

/** What was wrong in one line; where another port would do, how to take it in a second. */
function failureText({ fault, message }: FaultError): string {
  if (fault.code !== 'port.taken' || fault.freePort === null) return `banyan: ${message}`
  return `banyan: ${message}\n        Take it: npm start -- --headless --port ${fault.freePort}`
}
