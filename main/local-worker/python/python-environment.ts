import { createHash } from 'node:crypto'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '../../base/log.ts'
import { inherited } from '../inherited.ts'
import { StepFailure } from '../step-failure.ts'
import { commandFailure } from './command-failure.ts'
import { findTool, versionIn } from './find-tool.ts'
import {
  createEnvironment,
  installRequirements,
  interpreterIn,
  type PythonTool,
  pythonVersion,
} from './python-commands.ts'
import { type PythonRecord, readRecord, writeRecord } from './python-record.ts'
import { type Command, runCommand } from './run-command.ts'

/** What pip and conda need to get through to their packages. */
const alsoInherited = [
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'],
  ...['SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'PIP_INDEX_URL', 'PIP_EXTRA_INDEX_URL', 'PIP_CERT'],
  ...['PIP_CONFIG_FILE', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'APPDATA', 'LOCALAPPDATA'],
]

export interface PythonOptions {
  /** For environments alone. */
  readonly folder: string
  /** The text of requirements.txt. */
  readonly requirements: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly log: Log
}

interface PrepareOptions {
  readonly isAnew: boolean
  readonly tell: (text: string) => void
}

type Run = (command: Command) => ReturnType<typeof runCommand>

/**
 * A Python of our own for the tools of workers. Environments cannot be moved, so a new one is made
 * beside the old one in its final place, and then a small file names it as the one that holds.
 */
export class PythonEnvironment {
  readonly #options: PythonOptions
  #interpreter: string | null = null

  constructor(options: PythonOptions) {
    this.#options = options
  }

  /** Null before it was prepared, and where that failed. */
  get interpreter(): string | null {
    return this.#interpreter
  }

  /** Resolves with what is there then. StepFailure when it cannot be made; what was there stays. */
  async prepare({ isAnew, tell }: PrepareOptions, signal: AbortSignal): Promise<string> {
    const { folder, requirements } = this.#options
    const run = this.#runner(tell, signal)
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch(cannotWrite)
    const before = await readRecord(folder)
    await this.#sweep(before)
    if (!isAnew && before && (await this.#takeOver(before, run))) {
      if (before.requirements === hashOf(requirements)) return this.#summary(before, run)
      await this.#install(before, run)
      const record = { ...before, requirements: hashOf(requirements) }
      await writeRecord(folder, record).catch(cannotWrite)
      return this.#summary(before, run)
    }
    const made = await this.#make(run)
    await writeRecord(folder, made).catch(cannotWrite)
    this.#interpreter = this.#interpreterOf(made)
    await this.#sweep(made)
    return this.#summary(made, run)
  }

  /** Whether the one that is there still runs: the Python that it was made from may be gone. */
  async #takeOver(record: PythonRecord, run: Run): Promise<boolean> {
    const interpreter = this.#interpreterOf(record)
    const isGood = versionIn(await run(pythonVersion(interpreter))) !== null
    this.#interpreter = isGood ? interpreter : null
    return isGood
  }

  async #make(run: Run): Promise<PythonRecord> {
    const { folder, requirements, environment } = this.#options
    const tool: PythonTool = await findTool(run, environment)
    const place = `env-${Date.now().toString(36)}`
    const made = { place, kind: tool.kind, requirements: hashOf(requirements) }
    try {
      await checked(
        'Making the Python environment',
        run,
        createEnvironment(tool, join(folder, place)),
      )
      await this.#install(made, run)
    } catch (failure) {
      await rm(join(folder, place), { recursive: true, force: true })
      throw failure
    }
    return made
  }

  async #install(record: PythonRecord, run: Run): Promise<void> {
    const { folder, requirements } = this.#options
    if (asksForNothing(requirements)) return
    const file = join(folder, record.place, 'banyan-requirements.txt')
    await writeFile(file, requirements).catch(cannotWrite)
    const command = installRequirements(this.#interpreterOf(record), file)
    await checked('Installing the Python packages', run, command)
  }

  async #summary(record: PythonRecord, run: Run): Promise<string> {
    const version = versionIn(await run(pythonVersion(this.#interpreterOf(record))))
    return `Python ${version ?? 'of an unknown version'} by ${record.kind}`
  }

  /** Removes what an earlier run left half made, and what was replaced. */
  async #sweep(current: PythonRecord | null): Promise<void> {
    const { folder } = this.#options
    const left = (await readdir(folder)).filter(
      name => name.startsWith('env-') && name !== current?.place,
    )
    await Promise.all(
      left.map(name => rm(join(folder, name), { recursive: true, force: true, maxRetries: 3 })),
    )
  }

  #interpreterOf({ kind, place }: PythonRecord): string {
    return interpreterIn({ kind }, join(this.#options.folder, place))
  }

  #runner(tell: (text: string) => void, signal: AbortSignal): Run {
    const { folder, environment, log } = this.#options
    const around = {
      folder,
      environment: inherited(environment, alsoInherited),
      onLine(line: string) {
        log.info('python', { line })
        tell(line)
      },
    }
    return command => {
      log.info('python command', { program: command.program, args: command.args })
      return runCommand(command, around, signal)
    }
  }
}

async function checked(what: string, run: Run, command: Command): Promise<void> {
  const failure = commandFailure(what, command, await run(command))
  if (failure) throw failure
}

function cannotWrite(error: NodeJS.ErrnoException): never {
  const why = error.code === 'ENOSPC' ? 'the disk is full' : error.message
  throw new StepFailure(`The folder for Python cannot be written: ${why}.`, { cause: error })
}

/** Only comments and empty lines. */
const asksForNothing = (requirements: string) =>
  requirements.split('\n').every(line => /^\s*(#.*)?$/.test(line))

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
