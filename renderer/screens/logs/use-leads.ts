import { useTranslation } from 'react-i18next'
import type { LogLine } from '#contract/model/log-line'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { faultOf } from '../../state/fault-of.ts'
import { usePlaces } from '../../state/place.ts'
import { useToasts } from '../../state/toasts.ts'
import { useCallApi } from '../../state/use-api.ts'

export interface Lead {
  readonly kind: 'request' | 'worker' | 'deployment' | 'host'
  readonly id: string
  readonly go: () => void
}

/** Where one can go from a line. */
export function useLeads(line: LogLine): readonly Lead[] {
  const { t } = useTranslation()
  const places = usePlaces()
  const callApi = useCallApi()
  const toasts = useToasts()
  const { request_id, worker_id, deployment_id, host_id } = line

  /** The history numbers its requests; a line knows what the client was told. */
  async function goToRequest(requestId: string) {
    try {
      const { requests } = await callApi('listRequests', { query: { search: requestId, limit: 5 } })
      const found = requests.find(({ request_id: id }) => id === requestId)
      if (found) places.go({ screen: 'requests', requestId: found.id })
      else toasts.say(t('logs.leads.noRequest'))
    } catch (failure) {
      toasts.warn(faultSentence(t, faultOf(failure)))
    }
  }

  /** Some lines know only its name. */
  async function goToHost(idOrName: string) {
    try {
      const { id } = await callApi('getHost', { path: { id: idOrName } })
      places.go({ screen: 'hosts', hostId: id })
    } catch (failure) {
      toasts.warn(faultSentence(t, faultOf(failure)))
    }
  }

  const leads: readonly (Lead | null)[] = [
    request_id === null
      ? null
      : { kind: 'request', id: request_id, go: () => void goToRequest(request_id) },
    worker_id === null
      ? null
      : {
          kind: 'worker',
          id: worker_id,
          go: () => places.go({ screen: 'topology', workerId: worker_id }),
        },
    deployment_id === null
      ? null
      : {
          kind: 'deployment',
          id: deployment_id,
          go: () => places.go({ screen: 'hosts', deploymentId: deployment_id }),
        },
    host_id === null
      ? null
      : {
          kind: 'host',
          id: host_id,
          go: () => void goToHost(host_id),
        },
  ]
  return leads.filter(lead => lead !== null)
}
