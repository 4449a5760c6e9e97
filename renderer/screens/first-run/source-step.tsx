import { useQuery } from '@tanstack/react-query'
import { FlaskConical, HardDrive, KeyRound } from 'lucide-react'
import { RadioGroup } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FoundServer } from '#contract/model/model-servers'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { countText } from '../../i18n/figures.ts'
import { useSeen, useWindowState } from '../../state/use-window-state.ts'
import { Button } from '../../ui/button.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { problemOf, providerOfSource, type Source } from './chosen-source.ts'
import { type KeepStep, keepSource } from './keep-source.ts'
import { KeyEntryForm } from './key-entry.tsx'
import type { KeyEntry } from './key-form.ts'
import { StepFrame } from './step-frame.tsx'
import { type Trial, useKeyTrial } from './use-key-trial.ts'

type Choice = 'key' | 'ollama' | 'lmstudio' | 'demo'

const modelsWithinMs = 25_000
const noKey: KeyEntry = { provider: 'openai', key: '', address: '' }

interface Props {
  readonly onSkip: () => void
  /** With the model that answers from now on; null where none is there yet. */
  readonly onDone: (model: string | null) => void
}

/** Where answers come from: tried, saved and there before the next step. */
export function SourceStep({ onSkip, onDone }: Props) {
  const { t } = useTranslation()
  const window = useWindowState()
  const [choice, setChoice] = useState<Choice>('key')
  const [entry, setEntry] = useState(noKey)
  const [count, setCount] = useState(0)
  const [step, setStep] = useState<KeepStep | 'late' | null>(null)
  const { isRunning, fault, run } = useCommand()
  const trial = useKeyTrial(entry, count)
  const found = useQuery({
    queryKey: ['servers.find'],
    queryFn: () => window.ask('servers.find', null),
  })
  const source = sourceOf(choice, entry, trial)

  function keep(chosen: Source) {
    void run(async () => {
      const model = await keepSource(window, chosen, setStep, modelsWithinMs)
      if (model === null) setStep('late')
      else onDone(model)
    })
  }

  return (
    <StepFrame
      title={t('firstRun.source.title')}
      text={t('firstRun.source.text')}
      onSkip={isRunning ? null : onSkip}
      next={
        step === 'late' ? (
          <Button look="primary" onClick={() => onDone(null)}>
            {t('firstRun.keep.goOn')}
          </Button>
        ) : (
          <Button
            look="primary"
            disabled={isRunning || source === null}
            onClick={() => source && keep(source)}
          >
            {t('firstRun.next')}
          </Button>
        )
      }
      says={
        fault ? (
          <p className="wrong">{faultSentence(t, fault)}</p>
        ) : (
          step && <KeepLine step={step} source={source} />
        )
      }
    >
      <RadioGroup.Root
        className="choices"
        aria-label={t('firstRun.source.title')}
        value={choice}
        disabled={isRunning}
        // Sound: the values are those of the choices.
        onValueChange={value => setChoice(value as Choice)}
      >
        <ChoiceCard
          value="key"
          icon={<KeyRound size={16} aria-hidden="true" />}
          title={t('firstRun.source.key')}
          text={t('firstRun.source.keyText')}
        />
        {choice === 'key' && (
          <KeyEntryForm
            entry={entry}
            trial={trial}
            onChange={changed => {
              setEntry(changed)
              setStep(null)
            }}
            onAgain={() => setCount(before => before + 1)}
            onDone={() => source && !isRunning && keep(source)}
          />
        )}
        {found.isPending && (
          <p className="looking dim" role="status">
            {t('firstRun.source.looking')}
          </p>
        )}
        {found.data?.map(server => (
          <FoundCard key={server.name} server={server} />
        ))}
        <ChoiceCard
          value="demo"
          icon={<FlaskConical size={16} aria-hidden="true" />}
          title={t('firstRun.source.demo')}
          text={t('firstRun.source.demoText')}
        />
      </RadioGroup.Root>
    </StepFrame>
  )
}

function sourceOf(choice: Choice, entry: KeyEntry, trial: Trial): Source | null {
  if (choice === 'demo') return { kind: 'demo' }
  if (choice !== 'key') return { kind: 'server', name: choice }
  if (trial.name !== 'works') return null
  const { provider, key } = entry
  const baseUrl = provider === 'compatible' ? trial.offered.baseUrl : null
  return { kind: 'key', provider, key, baseUrl }
}

function FoundCard({ server }: { readonly server: FoundServer }) {
  const { t, i18n } = useTranslation()
  const { length } = server.models
  const number = countText(length, i18n.language)
  const some = server.models.slice(0, 3).join(t('list.separator'))
  return (
    <ChoiceCard
      value={server.name}
      icon={<HardDrive size={16} aria-hidden="true" />}
      title={t(`firstRun.source.${server.name}`)}
      text={
        length === 0
          ? t('firstRun.source.noModels')
          : `${t('firstRun.source.models', { count: length, number })} · ${some}`
      }
    />
  )
}

interface ChoiceCardProps {
  readonly value: Choice
  readonly icon: ReactNode
  readonly title: string
  readonly text: string
}

function ChoiceCard({ value, icon, title, text }: ChoiceCardProps) {
  return (
    <RadioGroup.Item className="choice" value={value}>
      <span className="choice-dot" aria-hidden="true" />
      <span className="choice-words">
        <b>{title}</b>
        <span className="dim">{text}</span>
      </span>
      {icon}
    </RadioGroup.Item>
  )
}

interface KeepLineProps {
  readonly step: KeepStep | 'late'
  readonly source: Source | null
}

function KeepLine({ step, source }: KeepLineProps) {
  const { t } = useTranslation()
  const problem = useSeen(seen => source && problemOf(providerOfSource(source), seen))
  const root = useSeen(seen => seen.root)
  if (step !== 'late') {
    return (
      <>
        <StateMark mark="starting" />
        <p className="dim">{t(`firstRun.keep.${step}`)}</p>
      </>
    )
  }
  return (
    <>
      <StateMark mark="degraded" />
      <p>
        {t('firstRun.keep.late', {
          problem: root.name === 'failed' ? faultSentence(t, root.fault) : (problem ?? ''),
        })}{' '}
        {t('firstRun.keep.lateNext')}
      </p>
    </>
  )
}
