import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HostImportReport } from '#contract/http/hosts'
import { faultSentence } from '../../../i18n/fault-sentence.ts'
import { useToasts } from '../../../state/toasts.ts'
import { useCallApi, useOutdate } from '../../../state/use-api.ts'
import { Button } from '../../../ui/button.tsx'
import { DialogActions } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { StateMark } from '../../../ui/state-mark.tsx'
import { useCommand } from '../../../ui/use-command.ts'

interface Props {
  readonly onBack: () => void
  readonly onClose: () => void
}

type Source = { readonly text: string } | { readonly source: 'ssh_config' }

/** A list of machines: first what would be added, then it is. */
export function AddByImport({ onBack, onClose }: Props) {
  const { t } = useTranslation()
  const api = useCallApi()
  const outdate = useOutdate()
  const toasts = useToasts()
  const { isRunning, fault, run } = useCommand()
  const [text, setText] = useState('')
  const [looked, setLooked] = useState<{ from: Source; report: HostImportReport } | null>(null)
  const id = useId()

  const preview = (from: Source) =>
    run(async () => {
      setLooked({ from, report: await api('importHosts', { body: { ...from, dry_run: true } }) })
    })

  const add = (from: Source) =>
    run(async () => {
      const { added } = await api('importHosts', { body: from })
      await outdate('listHosts')
      toasts.say(t('hostAdd.importedHosts', { count: added }))
      onClose()
    })

  return (
    <div className="form">
      {looked ? (
        <Preview report={looked.report} />
      ) : (
        <>
          <Field id={id} label={t('hostAdd.text')} hint={t('hostAdd.textHint')}>
            <textarea
              id={id}
              className="mono"
              rows={9}
              value={text}
              maxLength={1_000_000}
              spellCheck={false}
              placeholder={'name,address,user,region\noracle-1,203.0.113.7,ubuntu,eu-frankfurt-1'}
              aria-describedby={`${id}-says`}
              onChange={event => setText(event.target.value)}
            />
          </Field>
          <div className="form-line">
            <label className="button">
              {t('hostAdd.file')}
              <input
                type="file"
                className="visually-hidden"
                onChange={event => {
                  void event.target.files?.[0]?.text().then(setText)
                }}
              />
            </label>
            <Button disabled={isRunning} onClick={() => void preview({ source: 'ssh_config' })}>
              {t('hostAdd.mine')}
            </Button>
          </div>
        </>
      )}
      {fault && (
        <p className="says wrong" role="alert">
          {faultSentence(t, fault)}
        </p>
      )}
      <DialogActions>
        <Button className="at-start" onClick={() => (looked ? setLooked(null) : onBack())}>
          {t('hostAdd.back')}
        </Button>
        <Button onClick={onClose}>{t('hostAdd.cancel')}</Button>
        {looked ? (
          <Button
            look="primary"
            disabled={isRunning || looked.report.added === 0}
            onClick={() => void add(looked.from)}
          >
            {t('hostAdd.importNow', { count: looked.report.added })}
          </Button>
        ) : (
          <Button
            look="primary"
            disabled={isRunning || text.trim() === ''}
            onClick={() => void preview({ text })}
          >
            {t('hostAdd.preview')}
          </Button>
        )}
      </DialogActions>
    </div>
  )
}

const marks = { added: 'healthy', known: 'resting', refused: 'offline' } as const

function Preview({ report }: { readonly report: HostImportReport }) {
  const { t } = useTranslation()
  return (
    <>
      <p className="section-name">{t('hostAdd.entries')}</p>
      {report.added === 0 && <p className="dim">{t('hostAdd.nothingNew')}</p>}
      {report.warnings.map(warning => (
        <p key={warning} className="says">
          {warning}
        </p>
      ))}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <ul className="entries" aria-label={t('hostAdd.entries')} tabIndex={0}>
        {report.hosts.map(({ where, name, outcome, reason, warnings }) => (
          <li key={where}>
            <StateMark mark={marks[outcome]} />
            <span className="entry-name">
              <b>{name ?? where}</b> <small>{where}</small>
              {[...(reason === null ? [] : [reason]), ...warnings].map(words => (
                <span key={words} className="says">
                  {words}
                </span>
              ))}
            </span>
            <span className="dim">{t(`hostAdd.outcome.${outcome}`)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
