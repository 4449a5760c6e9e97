import { useTranslation } from 'react-i18next'
import { BrandMark } from '../../ui/brand-mark.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import type { OnTask } from './task.ts'

/** Where there is no machine yet: what would be gained, and the ways to one. */
export function NoHosts({ onTask }: { readonly onTask: OnTask }) {
  const { t } = useTranslation()
  return (
    <EmptyState picture={<BrandMark />} title={t('hosts.empty')} text={t('hosts.emptyText')}>
      <Button look="primary" onClick={() => onTask({ name: 'add', way: 'ssh' })}>
        {t('hosts.emptySsh')}
      </Button>
      <Button onClick={() => onTask({ name: 'add', way: 'coolify' })}>
        {t('hosts.emptyCoolify')}
      </Button>
      <Button onClick={() => onTask({ name: 'add', way: 'oracle' })}>
        {t('hosts.emptyOracle')}
      </Button>
      <Button onClick={() => onTask({ name: 'add', way: 'import' })}>
        {t('hosts.emptyImport')}
      </Button>
    </EmptyState>
  )
}
