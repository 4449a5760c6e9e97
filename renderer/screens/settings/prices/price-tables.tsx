import { useTranslation } from 'react-i18next'
import { useApi } from '../../../state/use-api.ts'
import { Loaded } from '../../../ui/loaded.tsx'
import { OfferedNames } from '../offered-names.tsx'
import { ListPrices } from './list-prices.tsx'
import { OwnPrices } from './own-prices.tsx'

/** What tokens cost: the owner's own prices, and the list that comes with Banyan. */
export function PriceTables() {
  const { i18n } = useTranslation()
  const prices = useApi('getPrices')
  return (
    <Loaded reading={prices}>
      {data => (
        <>
          <OfferedNames />
          <OwnPrices own={data.own} />
          <ListPrices
            prices={data.list}
            asOf={new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(
              new Date(`${data.list_as_of}T12:00:00`),
            )}
          />
        </>
      )}
    </Loaded>
  )
}
