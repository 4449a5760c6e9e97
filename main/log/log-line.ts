import type { LogFields, LogLevel } from '../base/log.ts'
import { Secret } from '../base/secret.ts'

const deepest = 6
const longestText = 8_000
const mostItems = 100

/** One event as one line of JSON. Never throws, whatever the fields hold. */
export function jsonLine(date: Date, level: LogLevel, event: string, fields: LogFields): string {
  return JSON.stringify({ time: date.toISOString(), level, event, ...plainFields(fields) })
}

/** One event for a person at a terminal. */
export function terminalLine(
  date: Date,
  level: LogLevel,
  event: string,
  fields: LogFields,
): string {
  const time = date.toTimeString().slice(0, 8)
  const facts = Object.entries(plainFields(fields)).map(([name, value]) => {
    return ` ${name}=${typeof value === 'string' && oneWord.test(value) ? value : quoted(value)}`
  })
  return `${time} ${level.padEnd(5)} ${event}${facts.join('')}`
}

/** Anything else might move the terminal's cursor. */
const oneWord = /^[\w./:@+%?&=-]+$/
const controls = /[\u007f-\u009f\u2028\u2029\u202a-\u202e]/g

function quoted(value: unknown): string {
  return JSON.stringify(value).replace(controls, '')
}

/** The facts as JSON can hold them; the line's own names are never overwritten. */
function plainFields(fields: LogFields): Readonly<Record<string, unknown>> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name === 'time' || name === 'level' || name === 'event' ? `${name}_` : name,
      plain(value, []),
    ]),
  )
}

function plain(value: unknown, above: readonly object[]): unknown {
  if (typeof value === 'string') return shortened(value)
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value)
  if (typeof value === 'function') return '[function]'
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Secret) return value.toString()
  if (above.includes(value)) return '[circular]'
  if (above.length >= deepest) return '[deep]'
  try {
    return plainObject(value, [...above, value])
  } catch {
    return '[unreadable]'
  }
}

function plainObject(value: object, above: readonly object[]): unknown {
  if (value instanceof Error) return plainError(value, above)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (value instanceof Map || value instanceof Set) return plain([...value], above)
  if (Array.isArray(value)) return value.slice(0, mostItems).map(item => plain(item, above))
  return plainMembers(value, above)
}

/** With what hangs on it (a fault, a system's code), its cause and, of several in one, each. */
function plainError(error: Error, above: readonly object[]): unknown {
  return {
    stack: shortened(error.stack ?? `${error.name}: ${error.message}`),
    ...plainMembers(error, above),
    ...(error.cause === undefined ? {} : { cause: plain(error.cause, above) }),
    ...(error instanceof AggregateError ? { errors: plain(error.errors, above) } : {}),
  }
}

function plainMembers(value: object, above: readonly object[]): object {
  const entries = Object.entries(value).slice(0, mostItems)
  return Object.fromEntries(entries.map(([name, member]) => [name, plain(member, above)]))
}

function shortened(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}… (${text.length} in all)` : text
}
