import { ErrorBody } from './chat-completions.ts'
import type { Operation } from './operation.ts'
import { appOperations, appSchemas } from './operations/apps.ts'
import { chatOperations, chatSchemas } from './operations/chat.ts'
import { fleetOperations, fleetSchemas } from './operations/fleet.ts'

/** Every shape by the name that docs/openapi.json gives it. */
export const schemas = { ...chatSchemas, ...fleetSchemas, ...appSchemas, ErrorBody } as const

/** Everything that the gateway serves. */
export const operations: readonly Operation[] = [
  ...chatOperations,
  ...fleetOperations,
  ...appOperations,
]
