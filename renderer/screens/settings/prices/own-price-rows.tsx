import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../../ui/icon-button.tsx'
import { offeredNamesId } from '../offered-names.tsx'
import { type PriceDraft, priceNumbers } from './price-draft.ts'

interface Props {
  readonly drafts: readonly PriceDraft[]
  readonly onChange: (drafts: readonly PriceDraft[]) => void
}

export function OwnPriceRows({ drafts, onChange }: Props) {
  const { t } = useTranslation()
  const set = (draft: PriceDraft) =>
    onChange(drafts.map(other => (other.id === draft.id ? draft : other)))
  return (
    <table className="plain-table edited">
      <caption className="visually-hidden">{t('settings.prices.own')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('settings.prices.model')}</th>
          {priceNumbers.map(number => (
            <th key={number} scope="col" className="number">
              {t(`settings.prices.${number}`)}
            </th>
          ))}
          <th scope="col">
            <span className="visually-hidden">{t('settings.removeKey')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {drafts.map((draft, at) => {
          const row = at + 1
          return (
            <tr key={draft.id}>
              <td>
                <input
                  className="mono"
                  list={offeredNamesId}
                  aria-label={t('settings.prices.ofRow', {
                    what: t('settings.prices.model'),
                    row,
                  })}
                  maxLength={256}
                  spellCheck={false}
                  value={draft.model}
                  onChange={event => set({ ...draft, model: event.target.value })}
                />
              </td>
              {priceNumbers.map(number => (
                <td key={number}>
                  <input
                    className="number"
                    inputMode="decimal"
                    aria-label={t('settings.prices.ofRow', {
                      what: t(`settings.prices.${number}`),
                      row,
                    })}
                    placeholder={number === 'cached' ? draft.input : ''}
                    value={draft[number]}
                    onChange={event => set({ ...draft, [number]: event.target.value })}
                  />
                </td>
              ))}
              <td className="row-menu">
                <IconButton
                  label={t('settings.prices.remove', { model: draft.model })}
                  icon={Trash2}
                  onClick={() => onChange(drafts.filter(other => other.id !== draft.id))}
                />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
