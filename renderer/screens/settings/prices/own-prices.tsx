import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { faultSentence } from '../../../i18n/fault-sentence.ts'
import { useToasts } from '../../../state/toasts.ts'
import { useApi, useCallApi, useOutdate } from '../../../state/use-api.ts'
import { Button } from '../../../ui/button.tsx'
import { useCommand } from '../../../ui/use-command.ts'
import { DraftActions } from '../draft-actions.tsx'
import { OwnPriceRows } from './own-price-rows.tsx'
import {
  type Price,
  type PriceDraft,
  priceDrafts,
  readPrices,
  unpricedModels,
  withPrice,
} from './price-draft.ts'
import { UnpricedNotice } from './unpriced-notice.tsx'

/** The owner's own prices, which are saved all at once. */
export function OwnPrices({ own }: { readonly own: readonly Price[] }) {
  const { t } = useTranslation()
  const api = useCallApi()
  const outdate = useOutdate()
  const toasts = useToasts()
  const usage = useApi('getUsage', { query: { by: 'model' } })
  const { isRunning, fault, run } = useCommand()
  const [changed, setChanged] = useState<readonly PriceDraft[] | null>(null)
  const drafts = changed ?? priceDrafts(own)
  const read = readPrices(drafts)
  const problem = changed !== null && 'wrong' in read ? read.wrong : null
  const isTyped = drafts.every(({ model, input, output }) => model && input && output)

  async function put(prices: readonly Price[]) {
    await api('setPrices', { body: { prices: [...prices] } })
    await outdate('getPrices', 'getUsage')
  }

  async function save() {
    if (!('prices' in read)) return
    const isSaved = await run(() => put(read.prices))
    if (!isSaved) return
    setChanged(null)
    toasts.say(t('settings.prices.saved'), () => put(own))
  }

  return (
    <section className="sub-section" aria-labelledby="own-prices">
      <UnpricedNotice
        models={unpricedModels(usage.data, drafts)}
        onPrice={model => setChanged(withPrice(drafts, model))}
      />
      <h3 id="own-prices" className="sub-title">
        {t('settings.prices.own')}
      </h3>
      <p className="says">{t('settings.prices.ownText')}</p>
      {drafts.length === 0 ? (
        <p className="says">{t('settings.prices.none')}</p>
      ) : (
        <OwnPriceRows drafts={drafts} onChange={setChanged} />
      )}
      {(fault || (problem && isTyped)) && (
        <p className="says wrong" role="alert">
          {fault ? faultSentence(t, fault) : problem && t(`settings.prices.wrong.${problem}`)}
        </p>
      )}
      <div className="editor-foot">
        <Button icon={Plus} onClick={() => setChanged(withPrice(drafts, ''))}>
          {t('settings.prices.add')}
        </Button>
        {changed !== null && (
          <DraftActions
            save={t('settings.prices.save')}
            discard={t('settings.prices.discard')}
            isGood={problem === null}
            isSaving={isRunning}
            onSave={() => void save()}
            onDiscard={() => setChanged(null)}
          />
        )}
      </div>
    </section>
  )
}
