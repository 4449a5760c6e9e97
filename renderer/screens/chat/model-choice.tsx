import { useTranslation } from 'react-i18next'
import { offeredModels } from '../../state/fleet.ts'
import { useChat, useSeen, useWindowState } from '../../state/use-window-state.ts'

/** A model that went away stays chosen and shown, so that the user sees why a message fails. */
export function ModelChoice() {
  const { t } = useTranslation()
  const { chat } = useWindowState()
  const offered = useSeen(offeredModels)
  const model = useChat(state => state.model)
  const models = model === null || offered.includes(model) ? offered : [model, ...offered]
  return (
    <select
      className="quiet"
      aria-label={t('chat.model')}
      value={model ?? ''}
      onChange={event => chat.setModel(event.target.value || null)}
    >
      <option value="">{t('chat.anyModel')}</option>
      {models.map(name => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  )
}
