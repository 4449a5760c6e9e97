import { Copy, RotateCw, ScrollText } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { usePlaces } from '../../state/place.ts'
import { useToasts } from '../../state/toasts.ts'
import { useCallApi, useOutdate } from '../../state/use-api.ts'
import { useSeen, useWindowState } from '../../state/use-window-state.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { asCurl } from './as-curl.ts'
import { Compared } from './compared.tsx'
import type { RequestDetail } from './request-detail.ts'

export function RequestActions({ request }: { readonly request: RequestDetail }) {
  const { t } = useTranslation()
  const { ask } = useWindowState()
  const call = useCallApi()
  const outdate = useOutdate()
  const places = usePlaces()
  const toasts = useToasts()
  const address = useSeen(({ root }) => (root.name === 'running' ? root.address : null))
  const { isRunning, fault, run } = useCommand()
  const [newId, setNewId] = useState<string | null>(null)

  async function copy(): Promise<void> {
    const line = asCurl(address ?? 'http://127.0.0.1:3000', request)
    const isCopied = await run(() => ask('clipboard.write', { text: line }))
    if (!isCopied) return
    toasts.say(t(request.contents ? 'requests.panel.curlExact' : 'requests.panel.curlSketch'))
  }

  async function sendAgain(): Promise<void> {
    await run(async () => {
      const { request_id } = await call('repeatRequest', { path: { id: request.id } })
      setNewId(request_id)
      await outdate('listRequests')
    })
  }

  return (
    <>
      <div className="request-actions">
        {request.contents && (
          <Button icon={RotateCw} disabled={isRunning} onClick={() => void sendAgain()}>
            {t('requests.panel.again')}
          </Button>
        )}
        <Button icon={Copy} disabled={isRunning} onClick={() => void copy()}>
          {t('requests.panel.copyCurl')}
        </Button>
        <IconButton
          label={t('requests.panel.openLogs')}
          icon={ScrollText}
          onClick={() => places.go({ screen: 'logs', search: request.request_id })}
        />
      </div>
      {fault && (
        <p className="says wrong" role="alert">
          {faultSentence(t, fault)}
        </p>
      )}
      {newId && <Compared old={request} newId={newId} />}
    </>
  )
}
