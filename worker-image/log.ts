import type { WorkerSettings } from './settings.ts'

type Level = WorkerSettings['logLevel']
type Fields = Readonly<Record<string, unknown>>

/** One JSON line an event on standard output. */
export interface Log {
  error(event: string, fields?: Fields): void
  warn(event: string, fields?: Fields): void
  info(event: string, fields?: Fields): void
  debug(event: string, fields?: Fields): void
}

const shortestSecret = 8

const levels = ['error', 'warn', 'info', 'debug'] as const

/** `secrets` are taken out of every line, wherever they may have come from. */
export function openLog(
  most: Level,
  secrets: readonly string[],
  write: (line: string) => void,
): Log {
  const at = (level: Level) => (event: string, fields?: Fields) => {
    if (levels.indexOf(level) > levels.indexOf(most)) return
    const time = new Date().toISOString()
    const line = JSON.stringify({ time, level, event, ...fields }, asText)
    write(`${withoutSecrets(line, secrets)}\n`)
  }
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') }
}

/** Leaves very short ones: such a key is a placeholder, and its letters stand in every other word. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter(secret => secret.length >= shortestSecret)
    .reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text)
}

function asText(_key: string, value: unknown): unknown {
  return value instanceof Error ? (value.stack ?? value.message) : value
}
