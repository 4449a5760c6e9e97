import { ChevronLeft, ChevronRight, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { offeredModels } from '../../state/fleet.ts'
import { useSeen } from '../../state/use-window-state.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { movedModel, withModel } from './alias-draft.ts'
import { offeredNamesId } from './offered-names.tsx'

interface Props {
  /** Of the name that it belongs to. */
  readonly name: string
  readonly models: readonly string[]
  readonly isFixed: boolean
  readonly onChange: (models: readonly string[]) => void
}

/** Models in the order in which they are asked. Its buttons stay at the ends too, so that the focus is not lost there. */
export function ModelChain({ name, models, isFixed, onChange }: Props) {
  const { t } = useTranslation()
  const offered = useSeen(offeredModels)
  const [typed, setTyped] = useState('')

  function add() {
    if (typed.trim() === '') return
    onChange(withModel(models, typed))
    setTyped('')
  }

  return (
    <ol className="model-chain" aria-label={t('settings.editors.chain')}>
      {models.map((model, at) => (
        <li key={model} className="model-link">
          <span className="mono model-name" title={model}>
            {model}
          </span>
          {!offered.includes(model) && (
            <span className="dim" title={t('settings.editors.unknownModel')}>
              ?<span className="visually-hidden">{t('settings.editors.unknownModel')}</span>
            </span>
          )}
          {!isFixed && (
            <>
              <IconButton
                label={t('settings.editors.earlier', { model })}
                icon={ChevronLeft}
                aria-disabled={at === 0}
                onClick={() => onChange(movedModel(models, at, -1))}
              />
              <IconButton
                label={t('settings.editors.later', { model })}
                icon={ChevronRight}
                aria-disabled={at === models.length - 1}
                onClick={() => onChange(movedModel(models, at, 1))}
              />
              <IconButton
                label={t('settings.editors.removeModel', { model })}
                icon={X}
                onClick={() => onChange(models.filter(other => other !== model))}
              />
            </>
          )}
        </li>
      ))}
      {!isFixed && (
        <li>
          <input
            className="mono model-input"
            list={offeredNamesId}
            aria-label={t('settings.editors.addModelTo', { name })}
            placeholder={t('settings.editors.addModel')}
            maxLength={256}
            spellCheck={false}
            value={typed}
            onChange={event => setTyped(event.target.value)}
            onBlur={add}
            onKeyDown={event => {
              if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
              event.preventDefault()
              add()
            }}
          />
        </li>
      )}
    </ol>
  )
}
