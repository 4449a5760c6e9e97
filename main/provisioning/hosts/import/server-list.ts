import { z } from 'zod'
import { FaultError } from '#contract/fault'
import { rolloutNames } from '#contract/model/deployment'
import { entryOf, fieldNamed, fieldsIn } from './entry-fields.ts'
import {
  type EntryDefaults,
  mostEntries,
  type ParsedEntry,
  type ParsedFile,
} from './parsed-file.ts'

const Server = z.record(z.string(), z.unknown())
const ServerList = z.object({
  deployment_strategy: z.string().optional().catch(undefined),
  servers: z.array(z.unknown()).max(mostEntries),
})

/** `multi_server_config.json`: `{"deployment_strategy", "servers": [{"ip", "role", …}]}`. FaultError when it is none. */
export function readServerList(text: string, defaults: EntryDefaults): ParsedFile {
  const list = ServerList.safeParse(listIn(text))
  if (!list.success) {
    throw malformed(`{"servers": [{"ip": …}]} is expected, with at most ${mostEntries} of them.`)
  }
  const { servers, deployment_strategy: strategy } = list.data
  const rollout = strategy === undefined ? null : rolloutNamed(strategy)
  const isUnknown = strategy !== undefined && rollout === null
  return {
    entries: servers.map((server, place) => entryIn(`servers[${place}]`, server, defaults)),
    rollout,
    warnings: isUnknown ? [`There is no strategy "${strategy.slice(0, 40)}".`] : [],
  }
}

function listIn(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? { servers: value } : value
  } catch {
    // What JSON.parse says quotes the text.
    throw malformed('it is not valid JSON.')
  }
}

function entryIn(where: string, server: unknown, defaults: EntryDefaults): ParsedEntry {
  if (typeof server === 'string') return entryOf(where, fieldsIn([['address', server]]), defaults)
  const known = Server.safeParse(server)
  if (!known.success) {
    return { kind: 'refused', where, name: null, reason: 'an object is expected' }
  }
  const isText = (value: unknown) => typeof value === 'string' || typeof value === 'number'
  const said = Object.entries(known.data).filter(([, value]) => value !== null && value !== '')
  const texts = said
    .filter(([, value]) => isText(value))
    .map(([name, value]) => [name, String(value)] as const)
  const entry = entryOf(where, fieldsIn(texts), defaults)
  const unused = said.filter(([name, value]) => !isText(value) || fieldNamed(name) === null)
  if (entry.kind === 'refused' || unused.length === 0) return entry
  const listed = unused.slice(0, 10).map(([name]) => name.slice(0, 40))
  return { ...entry, warnings: [...entry.warnings, `Not used: ${listed.join(', ')}.`] }
}

function rolloutNamed(text: string): ParsedFile['rollout'] {
  const name = text.trim().toLowerCase()
  if (name === 'auto') return 'auto'
  return rolloutNames.find(each => each.toLowerCase() === name) ?? null
}

function malformed(detail: string): FaultError {
  return new FaultError({ code: 'host.import-malformed', detail })
}
