import type { z } from 'zod'
import { ErrorBody } from './chat-completions.ts'
import type { Operation } from './operation.ts'
import { alertOperations, alertSchemas } from './operations/alerts.ts'
import { appOperations, appSchemas } from './operations/apps.ts'
import { chatOperations, chatSchemas } from './operations/chat.ts'
import { coolifyOperations, coolifySchemas } from './operations/coolify.ts'
import { deployOperations, deploySchemas } from './operations/deploy.ts'
import { deploymentOperations, deploymentSchemas } from './operations/deployments.ts'
import { dialectOperations, dialectSchemas } from './operations/dialects.ts'
import { doorOperations, doorSchemas } from './operations/door.ts'
import { embeddingsOperations, embeddingsSchemas } from './operations/embeddings.ts'
import { fleetOperations, fleetSchemas } from './operations/fleet.ts'
import { hostOperations, hostSchemas } from './operations/hosts.ts'
import { keepingOperations, keepingSchemas } from './operations/keeping.ts'
import { logOperations, logSchemas } from './operations/logs.ts'
import { nodeOperations, nodeSchemas } from './operations/nodes.ts'

/** Every shape by the name that docs/openapi.json gives it. */
export const schemas = {
  ...alertSchemas,
  ...appSchemas,
  ...chatSchemas,
  ...coolifySchemas,
  ...deploySchemas,
  ...deploymentSchemas,
  ...dialectSchemas,
  ...doorSchemas,
  ...embeddingsSchemas,
  ...fleetSchemas,
  ...nodeSchemas,
  ...hostSchemas,
  ...keepingSchemas,
  ...logSchemas,
  ErrorBody,
} as const

const served = [
  ...chatOperations,
  ...dialectOperations,
  ...embeddingsOperations,
  ...fleetOperations,
  ...nodeOperations,
  ...hostOperations,
  ...deployOperations,
  ...deploymentOperations,
  ...doorOperations,
  ...appOperations,
  ...alertOperations,
  ...coolifyOperations,
  ...keepingOperations,
  ...logOperations,
] as const satisfies readonly Operation[]

/** Everything that the gateway serves. */
export const operations: readonly Operation[] = served

type KnownOperation = (typeof served)[number]
type Named<O, I> = O extends { readonly id: infer N } ? (I extends N ? O : never) : never
type Taken<O, K extends 'body' | 'query'> =
  O extends Readonly<Record<K, infer S extends z.ZodType>> ? z.input<S> : never

export type OperationId = KnownOperation['id']
/** What goes with it; never where it takes none. */
export type BodyOf<I extends OperationId> = Taken<Named<KnownOperation, I>, 'body'>
export type QueryOf<I extends OperationId> = Taken<Named<KnownOperation, I>, 'query'>
/** What it answers when it went well, whichever way. */
export type AnswerOf<I extends OperationId> =
  Named<KnownOperation, I> extends { readonly answers: infer A }
    ? { [S in keyof A]: A[S] extends z.ZodType ? z.output<A[S]> : never }[keyof A]
    : never
