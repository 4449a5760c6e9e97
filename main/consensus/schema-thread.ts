import { parentPort } from 'node:worker_threads'
import { type SchemaDraft, Validator } from '@cfworker/json-schema'

/** One value to be checked. */
export interface SchemaOrder {
  readonly schema: object
  readonly value: unknown
}

/** `ready` once; then for each order null when it fits, else the first thing that is wrong. */
export type SchemaReply = { readonly isReady: true } | { readonly problem: string | null }

/** Checks by schemas that others wrote, in a thread that can be ended when one takes too long. */
function serveChecks(): void {
  parentPort?.on('message', (order: SchemaOrder) => {
    const reply: SchemaReply = { problem: problemIn(order) }
    parentPort?.postMessage(reply)
  })
  const ready: SchemaReply = { isReady: true }
  parentPort?.postMessage(ready)
}

function problemIn({ schema, value }: SchemaOrder): string | null {
  try {
    const { valid, errors } = new Validator(schema, draftOf(schema)).validate(value)
    // The last error is the innermost: the others only say where it lies.
    const { error, instanceLocation } = errors.at(-1) ?? { error: '', instanceLocation: '#' }
    return valid ? null : `${instanceLocation} ${error}`.slice(0, 300)
  } catch (failure) {
    return `the schema cannot be followed: ${String(failure).slice(0, 200)}`
  }
}

function draftOf(schema: object): SchemaDraft {
  const said = '$schema' in schema ? String(schema.$schema) : ''
  if (said.includes('draft-04')) return '4'
  if (said.includes('draft-07')) return '7'
  return said.includes('2019-09') ? '2019-09' : '2020-12'
}

serveChecks()
