import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { RootGate } from '../../frame/root-gate.tsx'
import { AlertWays } from './alerts/alert-ways.tsx'
import { LastAlerts } from './alerts/last-alerts.tsx'
import { AppearanceRows } from './appearance-rows.tsx'
import { AppsTable } from './apps/apps-table.tsx'
import { BackupList } from './backups/backup-list.tsx'
import { DesktopSection } from './desktop-section.tsx'
import { KeyFileNotice } from './key-file-notice.tsx'
import { OpenLogs } from './open-logs.tsx'
import { PriceTables } from './prices/price-tables.tsx'
import { type SectionName, sectionSettings } from './sections.ts'
import { FindingList } from './security/finding-list.tsx'
import { SettingRow } from './setting-row.tsx'
import { TransferPanel } from './transfer/transfer-panel.tsx'

/** One part of the settings: the root's settings in it, and whatever else belongs there. */
export function SectionView({ section }: { readonly section: SectionName }) {
  const { t } = useTranslation()
  return (
    <section className="settings-section" aria-labelledby="section-title">
      <h2 id="section-title">{t(`settings.section.${section}.title`)}</h2>
      <p className="dim section-text">{t(`settings.section.${section}.text`)}</p>
      {before[section]?.()}
      {sectionSettings[section].map(name => (
        <SettingRow key={name} name={name} />
      ))}
      {after[section]?.()}
    </section>
  )
}

type Parts = Readonly<Partial<Record<SectionName, () => ReactNode>>>

const before: Parts = {
  models: () => <KeyFileNotice />,
}

const after: Parts = {
  security: () => <FindingList />,
  prices: () => (
    <RootGate>
      <PriceTables />
    </RootGate>
  ),
  apps: () => (
    <RootGate>
      <AppsTable />
    </RootGate>
  ),
  alerts: () => (
    <RootGate>
      <AlertWays />
      <LastAlerts />
    </RootGate>
  ),
  backups: () => (
    <RootGate>
      <BackupList />
    </RootGate>
  ),
  logs: () => <OpenLogs />,
  transfer: () => (
    <RootGate>
      <TransferPanel />
    </RootGate>
  ),
  app: () => (
    <>
      <AppearanceRows />
      <DesktopSection />
    </>
  ),
}
