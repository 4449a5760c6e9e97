import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedHost } from '#contract/http/hosts'
import { useApi } from '../../state/use-api.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { Loaded } from '../../ui/loaded.tsx'

interface Props {
  readonly host: ListedHost
  readonly onClose: () => void
}

const everyMs = 3_000

/** What the worker on a host wrote last, read again while it is followed. */
export function WorkerLogDialog({ host, onClose }: Props) {
  const { t } = useTranslation()
  const [isFollowed, setFollowed] = useState(true)
  const input = { path: { id: host.id }, query: { lines: 500 } }
  const reading = useApi('getWorkerLog', input, isFollowed ? { everyMs } : {})
  const end = useRef<HTMLPreElement>(null)
  const text = reading.data

  useEffect(() => {
    if (isFollowed && text !== undefined) end.current?.scrollTo({ top: end.current.scrollHeight })
  }, [isFollowed, text])

  return (
    <Dialog isWide title={t('hosts.logTitle', { name: host.name })} onClose={onClose}>
      <Loaded reading={reading}>
        {log => (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
          <pre className="output-lines tall" ref={end} tabIndex={0}>
            {log === '' ? t('hosts.logEmpty') : log}
          </pre>
        )}
      </Loaded>
      <DialogActions>
        <label className="tick-line at-start">
          <input
            type="checkbox"
            role="switch"
            aria-checked={isFollowed}
            checked={isFollowed}
            onChange={event => setFollowed(event.target.checked)}
          />
          {t('hosts.follow')}
        </label>
        <Button onClick={onClose}>{t('hosts.close')}</Button>
      </DialogActions>
    </Dialog>
  )
}
