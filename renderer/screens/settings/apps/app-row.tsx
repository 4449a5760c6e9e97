import { Ban, KeyRound, Pencil, RotateCcw, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ListedApp } from '#contract/http/apps'
import { defaultAppId } from '#contract/model/app'
import { faultSentence } from '../../../i18n/fault-sentence.ts'
import { countText } from '../../../i18n/figures.ts'
import { faultOf } from '../../../state/fault-of.ts'
import { useToasts } from '../../../state/toasts.ts'
import { Menu } from '../../../ui/menu.tsx'
import { Meter } from '../../../ui/meter.tsx'
import { type Mark, StateMark } from '../../../ui/state-mark.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { usdText } from '../money.ts'
import { type AppState, appState } from './app-form.ts'

export type AppWish = 'edit' | 'key' | 'delete'

interface Props {
  readonly app: ListedApp
  /** Of this month; null while nobody knows. */
  readonly requests: number | null
  readonly onWish: (wish: AppWish) => void
  readonly onRevoke: (isRevoked: boolean) => Promise<unknown>
}

const marks: Readonly<Record<AppState, Mark>> = {
  active: 'healthy',
  revoked: 'resting',
  expired: 'degraded',
  spent: 'degraded',
}

export function AppRow({ app, requests, onWish, onRevoke }: Props) {
  const { t, i18n } = useTranslation()
  const toasts = useToasts()
  const state = appState(app, useNow(60_000))
  const isKeyless = app.id === defaultAppId
  const name = isKeyless ? t('settings.apps.keyless') : app.name
  const count = (number: number) => countText(number, i18n.language)

  function revoke() {
    onRevoke(!app.revoked).catch(failure => toasts.warn(faultSentence(t, faultOf(failure))))
  }

  return (
    <tr>
      <th scope="row">
        <button type="button" className="row-name" onClick={() => onWish('edit')}>
          {name}
        </button>
        <span className="mono dim key-hint">
          {app.key_hint === null ? t('settings.apps.noKey') : `…${app.key_hint}`}
        </span>
      </th>
      <td className="minor dim">
        <span className="clipped" title={app.models.join('\n')}>
          {app.models.length === 0 ? t('settings.apps.everyModel') : app.models.join(', ')}
        </span>
      </td>
      <td className="number">
        {count(app.tokens_today)}
        {app.tokens_per_day !== null && <small> / {count(app.tokens_per_day)}</small>}
      </td>
      <td className="number">
        {usdText(app.cost_usd_this_month, i18n.language)}
        {app.budget_usd_per_month !== null && (
          <>
            <small> / {usdText(app.budget_usd_per_month, i18n.language)}</small>
            <Meter
              label={t('settings.apps.budget')}
              value={app.cost_usd_this_month / app.budget_usd_per_month}
              most={1}
              mark={
                app.cost_usd_this_month >= app.budget_usd_per_month * 0.8 ? 'degraded' : 'healthy'
              }
            />
          </>
        )}
        {requests !== null && (
          <span className="sub dim">
            {t('settings.apps.requests', { count: requests, number: count(requests) })}
          </span>
        )}
      </td>
      <td>
        <span className="state-word">
          <StateMark mark={marks[state]} />
          {t(`settings.apps.${state}`)}
        </span>
      </td>
      <td className="row-menu">
        <Menu
          label={t('settings.apps.more', { name })}
          items={[
            { label: t('settings.apps.change'), icon: Pencil, onSelect: () => onWish('edit') },
            ...(isKeyless
              ? []
              : [
                  {
                    label: t('settings.apps.newKey'),
                    icon: KeyRound,
                    onSelect: () => onWish('key'),
                  },
                ]),
            {
              label: t(app.revoked ? 'settings.apps.allow' : 'settings.apps.revoke'),
              icon: app.revoked ? RotateCcw : Ban,
              onSelect: revoke,
            },
            ...(isKeyless
              ? []
              : [
                  null,
                  {
                    label: t('settings.apps.delete'),
                    icon: Trash2,
                    isDanger: true,
                    onSelect: () => onWish('delete'),
                  },
                ]),
          ]}
        />
      </td>
    </tr>
  )
}
