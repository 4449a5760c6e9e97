import type { OperationId } from '#contract/http/operations'

/** By the first word of an event's type: whose answers it outdates. */
const outdated: Readonly<Record<string, readonly OperationId[]>> = {
  host: ['listHosts', 'getHost', 'listCoolifyServers'],
  deployment: ['listDeployments', 'getDeployment', 'listHosts', 'getHost'],
  node: ['listNodes', 'getNode'],
  deploy: ['getDeployStatus'],
  healing: ['getHealing'],
  alert: ['listAlerts'],
}

export function outdatedBy(eventType: string): readonly OperationId[] {
  return outdated[eventType.split('.')[0] ?? ''] ?? []
}
