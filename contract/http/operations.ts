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
  ErrorBody,
} as const

/** Everything that the gateway serves. */
export const operations: readonly Operation[] = [
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
]
