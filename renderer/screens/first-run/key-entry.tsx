import { RotateCw } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { countText } from '../../i18n/figures.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { isOddKey, type KeyEntry, keyedProviders, providerOf } from './key-form.ts'
import type { Trial } from './use-key-trial.ts'

interface Props {
  readonly entry: KeyEntry
  readonly trial: Trial
  readonly onChange: (entry: KeyEntry) => void
  readonly onAgain: () => void
  /** By Enter. */
  readonly onDone: () => void
}

const mostNamed = 4

/** A key, whose it is, and what came of trying it. */
export function KeyEntryForm({ entry, trial, onChange, onAgain, onDone }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const isCompatible = entry.provider === 'compatible'
  const isOdd = isOddKey(entry.key)

  return (
    <form
      className="key-entry"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        onDone()
      }}
    >
      <Segmented
        label={t('firstRun.key.provider')}
        choices={keyedProviders.map(value => ({ value, label: t(`provider.${value}`) }))}
        value={entry.provider}
        onChange={provider => onChange({ ...entry, provider })}
      />
      {isCompatible && (
        <Field
          id={`${id}-address`}
          label={t('firstRun.key.address')}
          hint={t('firstRun.key.addressHint')}
        >
          <input
            id={`${id}-address`}
            className="mono"
            type="url"
            value={entry.address}
            maxLength={2000}
            spellCheck={false}
            aria-describedby={`${id}-address-says`}
            onChange={event => onChange({ ...entry, address: event.target.value.trim() })}
          />
        </Field>
      )}
      <Field
        id={`${id}-key`}
        label={t(isCompatible ? 'firstRun.key.optionalKey' : 'firstRun.key.key')}
        hint={
          isCompatible
            ? t('firstRun.key.serverHint')
            : t('firstRun.key.hint', { where: t(`provider.${entry.provider}`) })
        }
        error={isOdd ? t('firstRun.key.odd') : null}
      >
        <input
          id={`${id}-key`}
          className="mono"
          type="password"
          autoComplete="off"
          placeholder={placeholders[entry.provider]}
          value={entry.key}
          maxLength={1000}
          aria-invalid={isOdd}
          aria-describedby={`${id}-key-says`}
          onChange={event => {
            const key = event.target.value.trim()
            onChange({ ...entry, key, provider: providerOf(key) ?? entry.provider })
          }}
        />
      </Field>
      <TrialLine trial={trial} isServer={isCompatible} onAgain={onAgain} />
    </form>
  )
}

const placeholders = {
  openai: 'sk-…',
  anthropic: 'sk-ant-…',
  gemini: 'AIza…',
  compatible: '',
} as const

interface TrialLineProps {
  readonly trial: Trial
  readonly isServer: boolean
  readonly onAgain: () => void
}

function TrialLine({ trial, isServer, onAgain }: TrialLineProps) {
  const { t, i18n } = useTranslation()
  const count = (number: number) => ({ count: number, number: countText(number, i18n.language) })
  return (
    <div className="trial" role="status">
      {trial.name === 'trying' && (
        <>
          <StateMark mark="starting" />
          <p className="dim">{t('firstRun.key.trying')}</p>
        </>
      )}
      {trial.name === 'refused' && (
        <>
          <StateMark mark="offline" />
          <p>{faultSentence(t, trial.fault)}</p>
          <Button icon={RotateCw} look="quiet" onClick={onAgain}>
            {t('firstRun.key.again')}
          </Button>
        </>
      )}
      {trial.name === 'works' && trial.offered.models.length === 0 && (
        <>
          <StateMark mark="degraded" />
          <p>{t('firstRun.key.empty')}</p>
        </>
      )}
      {trial.name === 'works' && trial.offered.models.length > 0 && (
        <>
          <StateMark mark="healthy" />
          <p>
            <b>
              {isServer
                ? t('firstRun.key.answers', count(trial.offered.models.length))
                : t('firstRun.key.works', count(trial.offered.models.length))}
            </b>
            <span className="trial-models dim">
              {trial.offered.models.slice(0, mostNamed).join(t('list.separator'))}
              {trial.offered.models.length > mostNamed &&
                ` ${t('firstRun.key.more', {
                  number: countText(trial.offered.models.length - mostNamed, i18n.language),
                })}`}
            </span>
          </p>
        </>
      )}
    </div>
  )
}
