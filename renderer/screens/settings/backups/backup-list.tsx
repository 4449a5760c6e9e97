import { ArchiveRestore, DatabaseBackup, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnswerOf } from '#contract/http/operations'
import { faultSentence } from '../../../i18n/fault-sentence.ts'
import { faultOf } from '../../../state/fault-of.ts'
import { useToasts } from '../../../state/toasts.ts'
import { useApi, useCallApi, useOutdate } from '../../../state/use-api.ts'
import { Button } from '../../../ui/button.tsx'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Meter } from '../../../ui/meter.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { useCommand } from '../../../ui/use-command.ts'
import { sizeText } from './size-text.ts'

type Backup = AnswerOf<'listBackups'>['backups'][number]
type Asked = { readonly what: 'restore' | 'delete'; readonly backup: Backup }

const lookEveryMs = 500

/** The copies that are kept; another one, the way back to one, and the end of one. */
export function BackupList() {
  const { t, i18n } = useTranslation()
  const api = useCallApi()
  const outdate = useOutdate()
  const toasts = useToasts()
  const making = useCommand()
  const cancelling = useCommand()
  const fault = making.fault ?? cancelling.fault
  const [asked, setAsked] = useState<Asked | null>(null)
  const backups = useApi('listBackups', {}, making.isRunning ? { everyMs: lookEveryMs } : {})
  const timeOf = (at: string) =>
    new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(
      new Date(at),
    )

  async function make() {
    try {
      const { bytes } = await api('makeBackup')
      toasts.say(t('settings.backing.made', { size: sizeText(bytes) }))
    } catch (failure) {
      if (faultOf(failure).code !== 'backup.cancelled') throw failure
      toasts.say(t('settings.backing.cancelled'))
    } finally {
      await outdate('listBackups')
    }
  }

  return (
    <section className="sub-section" aria-labelledby="backups-kept">
      <div className="section-head">
        <h3 id="backups-kept" className="sub-title">
          {t('settings.backing.kept')}
        </h3>
        <Button
          look="primary"
          icon={DatabaseBackup}
          disabled={making.isRunning}
          onClick={() => making.run(make)}
        >
          {t('settings.backing.now')}
        </Button>
      </div>
      {fault && (
        <p className="says wrong" role="alert">
          {faultSentence(t, fault)}
        </p>
      )}
      <Loaded reading={backups}>
        {data => (
          <>
            {data.running && (
              <Running
                share={data.running.share}
                onCancel={() => cancelling.run(() => api('cancelBackup'))}
              />
            )}
            {data.failed_at && (
              <Notice mark="degraded" title={t('settings.backing.failedTitle')}>
                {t('settings.backing.failedText', { time: timeOf(data.failed_at) })}
              </Notice>
            )}
            {data.backups.length === 0 ? (
              <p className="says">{t('settings.backing.noneTitle')}</p>
            ) : (
              <BackupTable backups={data.backups} timeOf={timeOf} onAsk={setAsked} />
            )}
            <p className="says">{t('settings.backing.noneText')}</p>
          </>
        )}
      </Loaded>
      {asked?.what === 'restore' && (
        <ConfirmDialog
          title={t('settings.backing.restoreAsk', { time: timeOf(asked.backup.created_at) })}
          text={t('settings.backing.restoreText')}
          yes={t('settings.backing.restoreYes')}
          onClose={() => setAsked(null)}
          onYes={async () => {
            await api('restoreBackup', { path: { id: asked.backup.id } })
            toasts.say(t('settings.backing.restoring'))
          }}
        />
      )}
      {asked?.what === 'delete' && (
        <ConfirmDialog
          title={t('settings.backing.deleteAsk', { time: timeOf(asked.backup.created_at) })}
          text={t('settings.backing.deleteText')}
          yes={t('settings.backing.delete')}
          onClose={() => setAsked(null)}
          onYes={async () => {
            await api('deleteBackup', { path: { id: asked.backup.id } })
            await outdate('listBackups')
            toasts.say(t('settings.backing.deleted'))
          }}
        />
      )}
    </section>
  )
}

interface RunningProps {
  readonly share: number
  readonly onCancel: () => void
}

function Running({ share, onCancel }: RunningProps) {
  const { t } = useTranslation()
  const text = t('settings.backing.running', { share: Math.round(share * 100) })
  return (
    <div className="progress-line" role="status">
      <span>{text}</span>
      <Button onClick={onCancel}>{t('settings.backing.cancel')}</Button>
      <Meter label={text} value={share} most={1} />
    </div>
  )
}

interface TableProps {
  readonly backups: readonly Backup[]
  readonly timeOf: (at: string) => string
  readonly onAsk: (asked: Asked) => void
}

function BackupTable({ backups, timeOf, onAsk }: TableProps) {
  const { t } = useTranslation()
  return (
    <table className="plain-table">
      <caption className="visually-hidden">{t('settings.backing.kept')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('settings.backing.at')}</th>
          <th scope="col">{t('settings.backing.kind')}</th>
          <th scope="col" className="number">
            {t('settings.backing.size')}
          </th>
          <th scope="col">
            <span className="visually-hidden">{t('settings.backing.restore')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {backups.map(backup => {
          const time = timeOf(backup.created_at)
          return (
            <tr key={backup.id}>
              <th scope="row">{time}</th>
              <td className="dim">
                {t(
                  backup.kind === 'backup'
                    ? 'settings.backing.kind_backup'
                    : 'settings.backing.kind_before',
                )}
              </td>
              <td className="number">{sizeText(backup.bytes)}</td>
              <td className="row-menu">
                <IconButton
                  label={t('settings.backing.restoreNamed', { time })}
                  icon={ArchiveRestore}
                  onClick={() => onAsk({ what: 'restore', backup })}
                />
                <IconButton
                  label={t('settings.backing.deleteNamed', { time })}
                  icon={Trash2}
                  onClick={() => onAsk({ what: 'delete', backup })}
                />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
