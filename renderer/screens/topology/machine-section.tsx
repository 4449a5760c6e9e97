import { useTranslation } from 'react-i18next'
import type { ListedHost } from '#contract/http/hosts'
import type { Vitals } from '#contract/wire/node'
import { unknown } from '../../i18n/figures.ts'
import { PanelSection } from '../../ui/detail-panel.tsx'

interface Props {
  readonly host: ListedHost | null
  readonly vitals: Vitals | null
}

const gibibyte = 2 ** 30

/** What is known of the machine that a worker runs on. */
export function MachineSection({ host, vitals }: Props) {
  const { t } = useTranslation()
  const facts = host?.verdict?.facts ?? null
  if (!facts && !vitals) return null
  const idle = host?.idle
  const percent = (value: number | null) => (value === null ? unknown : `${Math.round(value)} %`)
  return (
    <PanelSection name={t('topology.machine')}>
      <dl className="facts-list">
        {facts && (
          <>
            <dt>{t('topology.system')}</dt>
            <dd>
              {facts.os.name} · {facts.architecture}
            </dd>
            <dt>{t('topology.size')}</dt>
            <dd>
              {t('topology.sizeText', {
                cpus: facts.cpus,
                memory: (facts.memory.total / gibibyte).toFixed(1),
                disk: Math.round(facts.disk.free / gibibyte),
              })}
            </dd>
          </>
        )}
        {vitals && (
          <>
            <dt>{t('topology.inUse')}</dt>
            <dd>
              {t('topology.inUseText', {
                cpu: percent(vitals.cpu_usage),
                memory: percent(vitals.memory_usage),
                disk: percent(vitals.disk_usage),
              })}
            </dd>
          </>
        )}
        {idle && (
          <>
            <dt>{t('topology.idle')}</dt>
            <dd className={idle.near ? 'wrong' : ''}>
              {t(idle.near ? 'topology.idleNear' : 'topology.idleSafe', {
                cpu: percent(idle.p95?.cpu ?? null),
              })}
            </dd>
          </>
        )}
      </dl>
    </PanelSection>
  )
}
