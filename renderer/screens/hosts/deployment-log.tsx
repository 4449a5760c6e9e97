import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedDeployment } from '#contract/http/deployments'
import { isOver } from '#contract/model/deployment'
import { useDeploymentLog } from './use-deployment-log.ts'

interface Props {
  readonly deployment: ListedDeployment
  /** Of which the lines are shown; null: of all. */
  readonly hostId: string | null
  readonly onHost: (hostId: string | null) => void
}

const lineHeight = 20
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

/** What is run on the hosts, line by line as it comes. Only the lines in sight are drawn. */
export function DeploymentLog({ deployment, hostId, onHost }: Props) {
  const { t } = useTranslation()
  const all = useDeploymentLog(deployment.id, String(isOver(deployment)))
  const lines = (all ?? []).filter(line => hostId === null || line.hostId === hostId)
  const [isFollowed, setFollowed] = useState(true)
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 20,
  })
  const last = lines.length - 1

  useEffect(() => {
    if (isFollowed && last >= 0) virtual.scrollToIndex(last, { align: 'end' })
  }, [isFollowed, last, virtual])

  const names = new Map(
    deployment.hosts.map(({ host_id, host_name }) => [String(host_id), host_name]),
  )
  return (
    <section className="deployment-log" aria-label={t('deploys.log')}>
      <div className="deployment-log-head">
        <h2 className="section-name">{t('deploys.log')}</h2>
        <span className="gap" />
        {deployment.hosts.length > 1 && (
          <select
            className="quiet"
            aria-label={t('deploys.hosts')}
            value={hostId ?? ''}
            onChange={event => onHost(event.target.value || null)}
          >
            <option value="">{t('deploys.allHosts')}</option>
            {deployment.hosts.map(({ host_id, host_name }) => (
              <option key={host_id} value={host_id}>
                {host_name}
              </option>
            ))}
          </select>
        )}
        <label className="tick-line">
          <input
            type="checkbox"
            role="switch"
            aria-checked={isFollowed}
            checked={isFollowed}
            onChange={event => setFollowed(event.target.checked)}
          />
          {t('hosts.follow')}
        </label>
      </div>
      <div
        className="run-log"
        role="log"
        aria-live="off"
        aria-label={t('deploys.log')}
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        tabIndex={0}
      >
        {lines.length === 0 && (
          <p className="run-empty">
            {t(all && isOver(deployment) ? 'deploys.logEmpty' : 'deploys.logWaits')}
          </p>
        )}
        <div style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(item => {
            const line = lines[item.index]
            if (!line) return null
            return (
              <div
                key={item.key}
                className={`run-line from-${line.from}`}
                style={{ height: lineHeight, transform: `translateY(${item.start}px)` }}
              >
                <span className="run-time">{clock.format(line.at)}</span>
                {deployment.hosts.length > 1 && hostId === null && (
                  <span className="run-host">{names.get(line.hostId)}</span>
                )}
                <span className="run-text">
                  {line.from === 'command' && '$ '}
                  {line.text}
                </span>
              </div>
            )
          })}
        </div>
      </div>
    </section>
  )
}
