import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LogFile, LogMessage } from 'electron-log'
import electronLog from 'electron-log/node'
import { Emitter } from '../base/emitter.ts'
import { type Log, type LogFields, type LogLevel, logLevels } from '../base/log.ts'
import { jsonLine, terminalLine } from './log-line.ts'
import type { Redactor } from './redactor.ts'

const mostBytes = 5 * 1024 * 1024
const keptFiles = 5
const flushWithinMs = 2000

export interface LogOptions {
  readonly folder: string
  readonly level: LogLevel
  /** Also in the terminal, in a form for people. */
  readonly console: boolean
  readonly redactor: Redactor
}

export interface OpenLog extends Log {
  setLevel(level: LogLevel): void
  /** Each line as it goes to the file, without secrets. */
  onLine(listener: (line: string) => void): () => void
  /** Resolves when what was logged is written, or when the disk takes too long. */
  close(): Promise<void>
}

/** `banyan.log` in the folder, written beside the event loop; a disk that fails costs lines, never the process. */
export function openLog({ folder, level, console, redactor }: LogOptions): OpenLog {
  makePrivate(folder)
  const logger = electronLog.create({ logId: `banyan ${folder}` })
  const { file, console: terminal, remote, ipc } = logger.transports
  remote.level = false
  if (ipc) ipc.level = false

  file.setAppName('banyan')
  file.resolvePathFn = () => join(folder, 'banyan.log')
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' }
  file.sync = false
  file.maxSize = mostBytes
  file.archiveLogFn = rotate
  const lines = new Emitter<string>()
  file.transforms = [
    ({ message }) => {
      const line = redactor.scrub(jsonLine(...partsOf(message)))
      lines.emit(line)
      return line
    },
  ]
  terminal.transforms = [({ message }) => [redactor.scrub(terminalLine(...partsOf(message)))]]
  sayOnceWhenUnwritable()

  let written: LogLevel = level
  const setLevel = (wanted: LogLevel) => {
    written = wanted
    file.level = wanted
    terminal.level = console ? wanted : false
  }
  setLevel(level)

  // Looked at here, as electron-log prepares a line before it finds that nobody wants it.
  const isWanted = (lineLevel: LogLevel) =>
    logLevels.indexOf(lineLevel) <= logLevels.indexOf(written)
  const writer = (common: LogFields): Log => {
    const write = (lineLevel: LogLevel) => (event: string, fields?: LogFields) => {
      if (isWanted(lineLevel)) logger[lineLevel](event, { ...common, ...fields })
    }
    return {
      error: write('error'),
      warn: write('warn'),
      info: write('info'),
      debug: write('debug'),
      with: fields => writer({ ...common, ...fields }),
    }
  }
  return { ...writer({}), setLevel, onLine: lines.subscribe, close: () => flushed(file.getFile()) }
}

/** What electron-log carries of one line: the event and its fields, as `writer` gave them. */
function partsOf({ date, level, data }: LogMessage): Parameters<typeof jsonLine> {
  // Sound: `writer` is the only caller of this logger, with these two arguments and these levels.
  return [date, level as LogLevel, data[0] as string, data[1] as LogFields]
}

/** A folder that was there already keeps its mode: it may serve others too. */
function makePrivate(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const path = join(folder, 'banyan.log')
    if (existsSync(path)) chmodSync(path, 0o600)
  } catch {
    // electron-log meets the same failure and says it.
  }
}

/** `banyan.log` becomes `banyan.1.log`, and so on; the oldest goes. */
function rotate({ path }: LogFile): void {
  const numbered = (number: number) => path.replace(/\.log$/, `.${number}.log`)
  try {
    rmSync(numbered(keptFiles), { force: true })
    for (let number = keptFiles - 1; number >= 1; number -= 1) {
      if (existsSync(numbered(number))) renameSync(numbered(number), numbered(number + 1))
    }
    renameSync(path, numbered(1))
  } catch {
    // The file grows on, and the next line tries again.
  }
}

/** electron-log tells of a failing disk through its default logger, once a line; once is enough. */
function sayOnceWhenUnwritable(): void {
  const { console: terminal } = electronLog.transports
  const say = terminal.writeFn
  terminal.transforms = [({ data }) => [`The log cannot be written: ${data.at(-1)}`]]
  terminal.writeFn = line => {
    terminal.writeFn = () => {}
    say(line)
  }
}

/** electron-log has no flush, so its queue is watched. */
async function flushed(file: LogFile): Promise<void> {
  // Sound for electron-log 5.4.4, whose declarations leave these two out; a test holds it.
  const queue = file as LogFile & {
    readonly asyncWriteQueue: readonly string[]
    readonly hasActiveAsyncWriting: boolean
  }
  const giveUpAt = Date.now() + flushWithinMs
  while (queue.asyncWriteQueue.length > 0 || queue.hasActiveAsyncWriting) {
    if (Date.now() > giveUpAt) return
    await sleep(2)
  }
}
