import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { LogEntry } from '#contract/model/deployment-log'

/** The file as it is, so far; nothing where there is none. */
export function logAsJson(path: string): Readable {
  return existsSync(path) ? createReadStream(path) : Readable.from([])
}

/** The same for people, a line each. */
export function logAsText(path: string, hostName: (entry: LogEntry) => string): Readable {
  return Readable.from(textLines(path, hostName))
}

/** Of the last entry that is whole; 0 where there is none. */
export async function lastSeqIn(path: string): Promise<number> {
  let last = 0
  for await (const entry of entries(path)) last = Math.max(last, entry.seq)
  return last
}

async function* textLines(path: string, hostName: (entry: LogEntry) => string) {
  for await (const entry of entries(path)) {
    const head = `${new Date(entry.at).toISOString()} ${hostName(entry)} ${entry.step}`
    for (const text of textsOf(entry)) yield `${head} ${text}\n`
  }
}

/** A root node that was killed may have left half a line. */
async function* entries(path: string): AsyncGenerator<LogEntry> {
  if (!existsSync(path)) return
  for await (const line of createInterface({ input: createReadStream(path) })) {
    try {
      // Sound: nobody else writes whole lines into this file.
      yield JSON.parse(line) as LogEntry
    } catch {}
  }
}

function textsOf(entry: LogEntry): readonly string[] {
  switch (entry.kind) {
    case 'command': {
      const script = entry.script.split('\n').map(line => `    ${line}`)
      return [`${entry.asRoot ? '#' : '$'} ${entry.words}`, ...script]
    }
    case 'line':
      // Each line with its head: what a host said might pass for a line of ours.
      return entry.text.split('\n').map(line => `${marks[entry.from]} ${line}`)
    case 'end':
      return [`= ${endText(entry)} after ${Math.round(entry.durationMs)} ms`]
  }
}

const marks = { stdout: '|', stderr: '!', banyan: '*' } as const

function endText({ exitCode, signal }: { exitCode: number | null; signal: string | null }): string {
  if (exitCode !== null) return `exit ${exitCode}`
  return signal === null ? 'not run to its end' : `ended by ${signal}`
}
