import { useQuery } from '@tanstack/react-query'
import { Command as Cmdk, defaultFilter } from 'cmdk'
import {
  ArrowRight,
  Clock,
  type LucideIcon,
  Palette as PaletteIcon,
  Search,
  Server,
  Settings,
  Workflow,
  Zap,
} from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Command,
  type CommandGroup,
  commandGroups,
  commandsFor,
  foundCommands,
} from '../state/commands.ts'
import { recentCommands, rememberCommand } from '../state/recent-commands.ts'
import { useApi } from '../state/use-api.ts'
import { useSeen, useWindowState } from '../state/use-window-state.ts'
import { useReturnFocus } from '../ui/use-return-focus.ts'

const icons: Readonly<Record<CommandGroup, LucideIcon>> = {
  found: Search,
  recent: Clock,
  go: ArrowRight,
  do: Zap,
  workers: Workflow,
  hosts: Server,
  settings: Settings,
  window: PaletteIcon,
}

const shortestSearch = 2
/** Below it the letters are there, but far from one another. */
const leastScore = 0.1

interface Props {
  readonly onClose: () => void
  readonly onRun: (command: Command) => void
}

/** Finds whatever can be gone to or done, and does it. */
export function Palette({ onClose, onRun }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const known = useCommands()
  const returnFocus = useReturnFocus()
  const { found, isSearching } = useFound(typed.trim())
  const recent = recentIn(known)
  const byGroup = new Map<CommandGroup, readonly Command[]>(
    commandGroups.map(group => [group, known.filter(command => command.group === group)]),
  )
  byGroup.set('found', found)
  byGroup.set('recent', typed === '' ? recent : [])

  function run(command: Command) {
    rememberCommand(window.localStorage, command.id)
    onClose()
    onRun(command)
  }

  return (
    <Radix.Root open onOpenChange={open => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="veil" />
        <Radix.Content
          className="palette"
          aria-describedby={undefined}
          onCloseAutoFocus={returnFocus}
        >
          <Radix.Title className="visually-hidden">{t('palette.title')}</Radix.Title>
          <Cmdk label={t('palette.title')} filter={fits} loop>
            <div className="palette-field">
              <Search size={16} aria-hidden="true" />
              <Cmdk.Input
                value={typed}
                placeholder={t('palette.placeholder')}
                maxLength={256}
                onValueChange={setTyped}
              />
            </div>
            <Cmdk.List className="palette-list" label={t('palette.title')}>
              {[...byGroup].map(([group, commands]) => (
                <Group key={group} group={group} commands={commands} onRun={run} />
              ))}
            </Cmdk.List>
            {found.length === 0 && (
              <Cmdk.Empty className="palette-empty dim" role="status">
                {t(isSearching ? 'palette.searching' : 'palette.empty')}
              </Cmdk.Empty>
            )}
            <p className="palette-foot dim">{t('palette.hint')}</p>
          </Cmdk>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

interface GroupProps {
  readonly group: CommandGroup
  readonly commands: readonly Command[]
  readonly onRun: (command: Command) => void
}

function Group({ group, commands, onRun }: GroupProps) {
  const { t } = useTranslation()
  if (commands.length === 0) return null
  const Icon = icons[group]
  const wasFound = group === 'found'
  return (
    <Cmdk.Group
      className="palette-group"
      heading={t(`palette.group.${group}`)}
      forceMount={wasFound}
    >
      {commands.map(command => (
        <Cmdk.Item
          key={command.id}
          className="palette-item"
          value={`${group}:${command.id}`}
          keywords={[command.title, ...command.keywords]}
          forceMount={wasFound}
          onSelect={() => onRun(command)}
        >
          <Icon size={14} aria-hidden="true" />
          <span className="palette-title">{command.title}</span>
          {command.note && <span className="palette-note dim">{command.note}</span>}
        </Cmdk.Item>
      ))}
    </Cmdk.Group>
  )
}

/** By what a command is called, in either language; its id says nothing to anyone. */
function fits(_value: string, search: string, keywords: readonly string[] = []): number {
  const score = Math.max(...keywords.map(word => defaultFilter(word, search)))
  return score < leastScore ? 0 : score
}

function useCommands(): readonly Command[] {
  const { t, i18n } = useTranslation()
  const root = useSeen(seen => seen.root)
  const workers = useSeen(seen => seen.workers)
  const isRunning = root.name === 'running'
  const hosts = useApi('listHosts', {}, { isWanted: isRunning }).data?.hosts
  const deployments = useApi('listDeployments', { query: { limit: 10 } }, { isWanted: isRunning })
    .data?.deployments
  return useMemo(
    () =>
      commandsFor(
        { root, workers, hosts: hosts ?? [], deployments: deployments ?? [] },
        t,
        i18n.getFixedT('en'),
      ),
    [root, workers, hosts, deployments, t, i18n],
  )
}

/** Conversations and requests, which the root node searches. */
function useFound(typed: string) {
  const { t } = useTranslation()
  const { ask } = useWindowState()
  const search = useDeferredValue(typed)
  const isWanted = search.length >= shortestSearch
  const isRunning = useSeen(seen => seen.root.name === 'running')
  const sessions = useQuery({
    queryKey: ['session.list', search],
    queryFn: () => ask('session.list', { search }),
    enabled: isWanted,
  })
  const requests = useApi(
    'listRequests',
    { query: { search, limit: 5 } },
    { isWanted: isWanted && isRunning },
  )
  if (!isWanted) return { found: [], isSearching: false }
  return {
    found: foundCommands(
      (sessions.data ?? []).slice(0, 5),
      isRunning ? (requests.data?.requests ?? []) : [],
      t,
    ),
    isSearching: sessions.isFetching || requests.isFetching,
  }
}

function recentIn(commands: readonly Command[]): readonly Command[] {
  return recentCommands(window.localStorage).flatMap(id => {
    const command = commands.find(known => known.id === id)
    return command ? [command] : []
  })
}
