import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedApp } from '#contract/http/apps'
import { useToasts } from '../../../state/toasts.ts'
import { useApi, useCallApi, useOutdate } from '../../../state/use-api.ts'
import { Button } from '../../../ui/button.tsx'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { TableHead } from '../table-head.tsx'
import { AppDialog } from './app-dialog.tsx'
import { AppRow, type AppWish } from './app-row.tsx'
import { KeyDialog, type NewKey } from './key-dialog.tsx'
import { firstOfMonth } from './month.ts'

type Asked = { readonly what: AppWish; readonly app: ListedApp } | { readonly what: 'add' }

/** Who may send requests, what they may do, and what they used this month. */
export function AppsTable() {
  const { t } = useTranslation()
  const api = useCallApi()
  const outdate = useOutdate()
  const toasts = useToasts()
  const apps = useApi('listApps')
  const usage = useApi('getUsage', { query: { by: 'app', from: firstOfMonth(new Date()) } })
  const [asked, setAsked] = useState<Asked | null>(null)
  const [made, setMade] = useState<NewKey | null>(null)
  const refresh = () => outdate('listApps', 'getUsage')
  const close = () => setAsked(null)
  const requestsOf = (app: ListedApp) =>
    usage.data ? (usage.data.rows.find(row => row.key === app.id)?.requests ?? 0) : null

  async function setRevoked({ id, name }: ListedApp, revoked: boolean) {
    const change = async (wanted: boolean) => {
      await api('changeApp', { path: { id }, body: { revoked: wanted } })
      await refresh()
    }
    await change(revoked)
    const text = t(revoked ? 'settings.apps.wasRevoked' : 'settings.apps.wasAllowed', { name })
    toasts.say(text, () => change(!revoked))
  }

  return (
    <>
      <div className="section-tools">
        <Button look="primary" icon={Plus} onClick={() => setAsked({ what: 'add' })}>
          {t('settings.apps.add')}
        </Button>
      </div>
      <Loaded reading={apps}>
        {data => (
          <table className="plain-table apps-table">
            <caption className="visually-hidden">{t('settings.apps.table')}</caption>
            <TableHead
              columns={[
                { text: t('settings.apps.name') },
                { text: t('settings.apps.models'), kind: 'minor' },
                { text: t('settings.apps.today'), kind: 'number' },
                { text: t('settings.apps.month'), kind: 'number' },
                { text: t('settings.apps.state') },
                { text: t('settings.apps.change'), kind: 'actions' },
              ]}
            />
            <tbody>
              {data.apps.map(app => (
                <AppRow
                  key={app.id}
                  app={app}
                  requests={requestsOf(app)}
                  onWish={what => setAsked({ what, app })}
                  onRevoke={isRevoked => setRevoked(app, isRevoked)}
                />
              ))}
            </tbody>
          </table>
        )}
      </Loaded>
      {asked?.what === 'add' && (
        <AppDialog
          app={null}
          onClose={close}
          onSave={async body => {
            const { name, key } = await api('addApp', { body })
            setMade({ name, key })
            await refresh()
          }}
        />
      )}
      {asked?.what === 'edit' && (
        <AppDialog
          app={asked.app}
          onClose={close}
          onSave={async body => {
            await api('changeApp', { path: { id: asked.app.id }, body })
            await refresh()
            toasts.say(t('settings.apps.wasChanged', { name: body.name }))
          }}
        />
      )}
      {asked?.what === 'key' && (
        <ConfirmDialog
          title={t('settings.apps.newKeyAsk', { name: asked.app.name })}
          text={t('settings.apps.newKeyText')}
          yes={t('settings.apps.newKey')}
          onClose={close}
          onYes={async () => {
            const { name, key } = await api('changeAppKey', { path: { id: asked.app.id } })
            setMade({ name, key })
            await refresh()
          }}
        />
      )}
      {asked?.what === 'delete' && (
        <ConfirmDialog
          title={t('settings.apps.deleteAsk', { name: asked.app.name })}
          text={t('settings.apps.deleteText')}
          yes={t('settings.apps.delete')}
          onClose={close}
          onYes={async () => {
            await api('deleteApp', { path: { id: asked.app.id } })
            await refresh()
            toasts.say(t('settings.apps.wasDeleted', { name: asked.app.name }))
          }}
        />
      )}
      {made && <KeyDialog made={made} onClose={() => setMade(null)} />}
    </>
  )
}
