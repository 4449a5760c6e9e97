import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { useCommand } from '../../ui/use-command.ts'

interface Props {
  readonly name: string
  readonly weight: number
  readonly onSave: (weight: number) => Promise<unknown>
  readonly onClose: () => void
}

const most = 1_000

export function WeightDialog({ name, weight, onSave, onClose }: Props) {
  const { t } = useTranslation()
  const { isRunning, fault, run } = useCommand()
  const [text, setText] = useState(String(weight))
  const id = useId()
  const number = Number(text)
  const isGood = text.trim() !== '' && number > 0 && number <= most

  async function save(event: FormEvent) {
    event.preventDefault()
    if (isGood && (await run(() => onSave(number)))) onClose()
  }

  return (
    <Dialog
      title={t('topology.weightOf', { name })}
      text={t('topology.weightText')}
      onClose={onClose}
    >
      <form className="topo-form" noValidate onSubmit={event => void save(event)}>
        <Field
          id={id}
          label={t('topology.weightName')}
          error={isGood ? null : t('topology.weightWrong')}
        >
          <input
            id={id}
            inputMode="decimal"
            value={text}
            aria-invalid={!isGood}
            aria-describedby={`${id}-says`}
            onChange={event => setText(event.target.value)}
          />
        </Field>
        {fault && (
          <p className="says wrong" role="alert">
            {faultSentence(t, fault)}
          </p>
        )}
        <DialogActions>
          <Button onClick={onClose}>{t('addWorker.cancel')}</Button>
          <Button look="primary" type="submit" disabled={isRunning || !isGood}>
            {t('topology.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
