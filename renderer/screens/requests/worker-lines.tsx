import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../state/use-api.ts'
import { Button } from '../../ui/button.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Loaded } from '../../ui/loaded.tsx'

/** The last lines of the worker's log; read when one wants them, as it takes a way over SSH. */
export function WorkerLines({ hostId }: { readonly hostId: string }) {
  const { t } = useTranslation()
  const [isWanted, setWanted] = useState(false)
  const reading = useApi(
    'getWorkerLog',
    { path: { id: hostId }, query: { lines: 60 } },
    { isWanted },
  )
  if (!isWanted) {
    return (
      <Button className="why-more" onClick={() => setWanted(true)}>
        {t('requests.why.readLog')}
      </Button>
    )
  }
  return (
    <>
      <h4>{t('requests.why.log')}</h4>
      <Loaded reading={reading}>
        {text =>
          text.trim() === '' ? (
            <p className="dim">{t('requests.why.logEmpty')}</p>
          ) : (
            <CodeBlock copyLabel={t('requests.why.log')} text={text} />
          )
        }
      </Loaded>
    </>
  )
}
