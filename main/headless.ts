import process from 'node:process'
import { FaultError } from '#contract/fault'
import { Cleanup } from './base/cleanup.ts'
import { version } from './base/version.ts'
import { compose } from './compose.ts'
import { childProcessLauncher } from './local-worker/child-process.ts'
import { type Flags, parseFlags } from './settings/flags.ts'
import { helpText } from './terminal/help-text.ts'
import { Narrator } from './terminal/narrator.ts'
import { outliveTerminal } from './terminal/outlive-terminal.ts'

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
  else await run(flags)
}

async function run(flags: Flags): Promise<void> {
  outliveTerminal()
  const cleanup = new Cleanup()
  const house = await compose(
    {
      flags,
      env: process.env,
      programs: import.meta.dirname,
      nativeBinding: undefined,
      keyring: null,
      launcher: childProcessLauncher,
      notify: null,
    },
    cleanup,
  ).catch(async (error: unknown) => {
    await cleanup.run()
    throw error
  })

  const narrator = new Narrator(house.folders, text => process.stdout.write(text))
  house.feed.onChange(({ change }) => narrator.hear(change))

  const stop = async (signal: NodeJS.Signals) => {
    // A second signal is somebody in a hurry: the system's own way of ending then holds again.
    process.removeAllListeners(signal)
    await cleanup.run()
    process.exit(0)
  }
  process.once('SIGINT', signal => void stop(signal))
  process.once('SIGTERM', signal => void stop(signal))

  await house.power.start()
  const { state } = house.power
  if (state.name === 'failed') {
    await cleanup.run()
    throw new FaultError(state.fault)
  }
}

main().catch((error: unknown) => {
  const isExpected = error instanceof FaultError && error.fault.code !== 'internal'
  process.stderr.write(
    isExpected
      ? `${failureText(error)}\n`
      : `banyan: ${error instanceof Error ? error.message : String(error)}\n`,
  )
  process.exit(1)
})

/** What was wrong in one line; where another port would do, how to take it in a second. */
function failureText({ fault, message }: FaultError): string {
  if (fault.code !== 'port.taken' || fault.freePort === null) return `banyan: ${message}`
  return `banyan: ${message}\n        Take it: npm start -- --headless --port ${fault.freePort}`
}
