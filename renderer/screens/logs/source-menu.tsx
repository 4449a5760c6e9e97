import { Check, ChevronDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { logSourceKinds } from '#contract/model/log-line'
import { useSeen } from '../../state/use-window-state.ts'
import { sourceName } from './log-words.ts'

interface Props {
  /** None means all. */
  readonly sources: readonly string[]
  readonly onChange: (sources: readonly string[]) => void
  /** Whose workers' logs are read there. */
  readonly hosts: readonly string[]
  readonly onHosts: (hosts: readonly string[]) => void
}

/** Who is listened to; workers on hosts keep their own logs, which are read only when they are asked for. */
export function SourceMenu({ sources, onChange, hosts, onHosts }: Props) {
  const { t } = useTranslation()
  const known = useSeen(seen =>
    seen.workers.flatMap(({ origin, hostName }) =>
      origin === 'host' && hostName !== null ? [hostName] : [],
    ),
  )
  const isOn = (source: string) => sources.length === 0 || sources.includes(source)
  const single = sources.filter(source => !logSourceKinds.some(kind => kind === source))

  function menuName(source: string): string {
    const kind = logSourceKinds.find(each => each === source)
    return kind ? t(`logs.kind.${kind}`) : sourceName(t, source)
  }

  function toggle(source: string) {
    const all: readonly string[] = logSourceKinds
    const now = sources.length === 0 ? all : sources
    const next = now.includes(source) ? now.filter(each => each !== source) : [...now, source]
    onChange(all.every(kind => next.includes(kind)) ? [] : next)
  }

  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button type="button" className="button">
          {label()}
          <ChevronDown size={14} aria-hidden="true" />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={4}>
          {[...logSourceKinds, ...single].map(source => (
            <Tick
              key={source}
              isOn={isOn(source)}
              label={menuName(source)}
              onToggle={() => toggle(source)}
            />
          ))}
          {known.length > 0 && (
            <>
              <DropdownMenu.Separator className="menu-line" />
              <DropdownMenu.Label className="menu-label">{t('logs.onHosts')}</DropdownMenu.Label>
              {[...new Set(known)].map(host => (
                <Tick
                  key={host}
                  isOn={hosts.includes(host)}
                  label={host}
                  onToggle={() =>
                    onHosts(
                      hosts.includes(host) ? hosts.filter(each => each !== host) : [...hosts, host],
                    )
                  }
                />
              ))}
            </>
          )}
          {sources.length > 0 && (
            <>
              <DropdownMenu.Separator className="menu-line" />
              <DropdownMenu.Item className="menu-item" onSelect={() => onChange([])}>
                <span className="tick" />
                {t('logs.allSources')}
              </DropdownMenu.Item>
            </>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )

  function label(): string {
    const [first] = sources
    if (first === undefined) return t('logs.allSources')
    return sources.length === 1 ? menuName(first) : t('logs.someSources', { count: sources.length })
  }
}

interface TickProps {
  readonly isOn: boolean
  readonly label: string
  readonly onToggle: () => void
}

function Tick({ isOn, label, onToggle }: TickProps) {
  return (
    <DropdownMenu.CheckboxItem
      className="menu-item"
      checked={isOn}
      onCheckedChange={onToggle}
      onSelect={event => event.preventDefault()}
    >
      <span className="tick">
        <DropdownMenu.ItemIndicator>
          <Check size={14} aria-hidden="true" />
        </DropdownMenu.ItemIndicator>
      </span>
      {label}
    </DropdownMenu.CheckboxItem>
  )
}
