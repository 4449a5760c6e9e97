import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice.tsx'

interface Props {
  readonly models: readonly string[]
  readonly onPrice: (model: string) => void
}

const mostShown = 12

/** Models that were used lately though nobody knows what they cost. */
export function UnpricedNotice({ models, onPrice }: Props) {
  const { t } = useTranslation()
  if (models.length === 0) return null
  return (
    <div className="unpriced">
      <Notice mark="degraded" title={t('settings.prices.unknownTitle', { count: models.length })}>
        {t('settings.prices.unknownText')}
      </Notice>
      <ul className="unpriced-models">
        {models.slice(0, mostShown).map(model => (
          <li key={model}>
            <Button
              icon={Plus}
              className="mono"
              aria-label={t('settings.prices.priceIt', { model })}
              onClick={() => onPrice(model)}
            >
              {model}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
