import { useTranslation } from 'react-i18next'
import { TableHead } from '../table-head.tsx'
import type { Price } from './price-draft.ts'

interface Props {
  readonly prices: readonly Price[]
  readonly asOf: string
}

export function ListPrices({ prices, asOf }: Props) {
  const { t, i18n } = useTranslation()
  const usd = new Intl.NumberFormat(i18n.language, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 4,
  })
  return (
    <section className="sub-section" aria-labelledby="list-prices">
      <h3 id="list-prices" className="sub-title">
        {t('settings.prices.list')}
      </h3>
      <p className="says">{t('settings.prices.listText', { date: asOf })}</p>
      <table className="plain-table list-prices">
        <caption className="visually-hidden">{t('settings.prices.list')}</caption>
        <TableHead
          columns={[
            { text: t('settings.prices.model') },
            { text: t('settings.prices.input'), kind: 'number' },
            { text: t('settings.prices.cached'), kind: 'number' },
            { text: t('settings.prices.output'), kind: 'number' },
          ]}
        />
        <tbody>
          {prices.map(price => (
            <tr key={price.model}>
              <th scope="row" className="mono">
                {price.model}
              </th>
              <td className="number">{usd.format(price.input)}</td>
              <td className="number">{usd.format(price.cached_input)}</td>
              <td className="number">{usd.format(price.output)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
