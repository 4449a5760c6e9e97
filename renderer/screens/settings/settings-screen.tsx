import { FolderOpen } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { useSeen, useWindowState } from '../../state/use-window-state.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { AppearanceRows } from './appearance-rows.tsx'
import { DesktopSection } from './desktop-section.tsx'
import { RestartNotice } from './restart-notice.tsx'
import {
  alertEntries,
  type Entry,
  logEntries,
  modelEntries,
  serverEntries,
} from './setting-groups.ts'
import { SettingRow } from './setting-row.tsx'

const groups = ['models', 'server', 'alerts', 'appearance', 'logs'] as const
type Group = (typeof groups)[number]

export function SettingsScreen() {
  const { t } = useTranslation()
  const version = useSeen(seen => seen.version)
  return (
    <div className="settings-screen scrolled">
      <nav className="section-nav" aria-label={t('settings.sections')}>
        <h1>{t('settings.title')}</h1>
        {groups.map(group => (
          <button
            key={group}
            type="button"
            onClick={() => document.getElementById(group)?.scrollIntoView({ block: 'start' })}
          >
            {t(`settings.${group}`)}
          </button>
        ))}
        <span className="version dim">{t('settings.version', { version })}</span>
      </nav>
      <div className="settings-groups">
        <RestartNotice />
        <SettingGroup group="models" entries={modelEntries}>
          <KeyFileNotice />
        </SettingGroup>
        <SettingGroup group="server" entries={serverEntries} />
        <SettingGroup group="alerts" entries={alertEntries} />
        <SettingGroup group="appearance" entries={[]}>
          <AppearanceRows />
          <DesktopSection />
        </SettingGroup>
        <SettingGroup group="logs" entries={logEntries}>
          <OpenLogs />
        </SettingGroup>
      </div>
    </div>
  )
}

interface GroupProps {
  readonly group: Group
  readonly entries: readonly Entry[]
  readonly children?: ReactNode
}

function SettingGroup({ group, entries, children }: GroupProps) {
  const { t } = useTranslation()
  return (
    <section id={group} aria-labelledby={`${group}-title`}>
      <h2 id={`${group}-title`}>{t(`settings.${group}`)}</h2>
      <p className="dim">{t(`settings.${group}Text`)}</p>
      {children}
      {entries.map(entry => (
        <SettingRow key={entry.name} entry={entry} />
      ))}
    </section>
  )
}

function KeyFileNotice() {
  const { t } = useTranslation()
  const protection = useSeen(seen => seen.secretProtection)
  if (protection === 'keyring') return null
  return (
    <Notice mark="degraded" title={t('settings.keyFileTitle')}>
      {t('settings.keyFileText')}
    </Notice>
  )
}

function OpenLogs() {
  const { t } = useTranslation()
  const { ask } = useWindowState()
  const { isRunning, fault, run } = useCommand()
  return (
    <div className="section-action">
      <Button
        icon={FolderOpen}
        disabled={isRunning}
        onClick={() => run(() => ask('logs.open', null))}
      >
        {t('settings.openLogs')}
      </Button>
      {fault && (
        <p className="says wrong" role="alert">
          {faultSentence(t, fault)}
        </p>
      )}
    </div>
  )
}
