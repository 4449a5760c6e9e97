import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedCoolifyAccount } from '#contract/http/coolify'
import { faultSentence } from '../../../i18n/fault-sentence.ts'
import { useCallApi, useOutdate } from '../../../state/use-api.ts'
import { Button } from '../../../ui/button.tsx'
import { useCommand } from '../../../ui/use-command.ts'
import { accountWarnings } from './account-warnings.ts'
import { TextField } from './text-field.tsx'

/** What is wrong with an account, and the one thing without which nothing can be set up by it. */
export function CoolifyAccount({ account }: { readonly account: ListedCoolifyAccount }) {
  const { t } = useTranslation()
  const api = useCallApi()
  const outdate = useOutdate()
  const { isRunning, fault, run } = useCommand()
  const [image, setImage] = useState('')

  const save = () =>
    run(async () => {
      await api('changeCoolifyAccount', { path: { id: account.id }, body: { image: image.trim() } })
      await outdate('listCoolifyAccounts')
    })

  return (
    <>
      {accountWarnings(t, account).map(words => (
        <p key={words} className="says">
          {words}
        </p>
      ))}
      {account.image === null && (
        <TextField
          label={t('hostAdd.image')}
          hint={t('hostAdd.imageHint')}
          error={fault && faultSentence(t, fault)}
          isMono
          value={image}
          onChange={setImage}
          after={
            <Button disabled={isRunning || image.trim() === ''} onClick={() => void save()}>
              {t('hosts.save')}
            </Button>
          }
        />
      )}
    </>
  )
}
