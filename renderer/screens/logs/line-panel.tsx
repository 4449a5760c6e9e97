import { ArrowRight, Filter } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LogLine } from '#contract/model/log-line'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { DetailPanel, PanelSection } from '../../ui/detail-panel.tsx'
import type { Mark } from '../../ui/state-mark.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { sourceName, wholeTime } from './log-words.ts'
import { useLeads } from './use-leads.ts'

interface Props {
  readonly line: LogLine
  readonly onClose: () => void
  /** Null where only one source is shown anyway. */
  readonly onOnly: ((source: string) => void) | null
}

/** Letters; a longer text stands whole below. */
const fitsInTitle = 28

const marks: Readonly<Record<LogLine['level'], Mark | null>> = {
  error: 'offline',
  warn: 'degraded',
  info: null,
  debug: null,
}

/** All that is known of one line, and where it leads. */
export function LinePanel({ line, onClose, onOnly }: Props) {
  const { t, i18n } = useTranslation()
  const leads = useLeads(line)
  const mark = marks[line.level]
  const fields = Object.entries(line.fields)
  return (
    <DetailPanel
      title={line.text}
      mark={mark && <StateMark mark={mark} />}
      text={`${t(`logs.level.${line.level}`)} · ${sourceName(t, line.source)}`}
      onClose={onClose}
    >
      {line.text.length > fitsInTitle && <p className="log-said mono selectable">{line.text}</p>}
      <p className="dim log-when">{wholeTime(line.at, i18n.language)}</p>
      {leads.length > 0 && (
        <PanelSection name={t('logs.leads.name')}>
          <ul className="log-leads">
            {leads.map(({ kind, id, go }) => (
              <li key={kind}>
                <Button icon={ArrowRight} onClick={go} title={id}>
                  <span>{t(`logs.leads.${kind}`)}</span>
                  <span className="mono dim">{id}</span>
                </Button>
              </li>
            ))}
          </ul>
        </PanelSection>
      )}
      <PanelSection
        name={t('logs.fields')}
        action={<CopyButton label={t('logs.copyLine')} text={JSON.stringify(line, null, 2)} />}
      >
        {fields.length === 0 ? (
          <p className="dim">{t('logs.noFields')}</p>
        ) : (
          <dl className="log-fields">
            {fields.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd className="mono">
                  {typeof value === 'object' && value !== null
                    ? JSON.stringify(value, null, 2)
                    : String(value)}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </PanelSection>
      {onOnly && (
        <Button look="quiet" icon={Filter} onClick={() => onOnly(line.source)}>
          {t('logs.onlySource', { source: sourceName(t, line.source) })}
        </Button>
      )}
    </DetailPanel>
  )
}
