import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../ui/copy-button.tsx'

/** What an app needs to know, and a first request that can be pasted into a terminal. */
export function PointApp({ address }: { readonly address: string | null }) {
  const { t } = useTranslation()
  if (address === null) {
    return (
      <section aria-labelledby="point-app">
        <h2 className="section-name" id="point-app">
          {t('pointApp.title')}
        </h2>
        <p className="dim">{t('pointApp.stopped')}</p>
      </section>
    )
  }
  const baseUrl = `${address}/v1`
  const request = firstRequest(address, t('pointApp.hello'))
  return (
    <section aria-labelledby="point-app">
      <h2 className="section-name" id="point-app">
        {t('pointApp.title')}
      </h2>
      <p className="dim">{t('pointApp.text')}</p>
      <div className="code-head">
        <h3>{t('pointApp.baseUrl')}</h3>
        <CopyButton label={t('pointApp.copyBaseUrl')} text={baseUrl} />
      </div>
      <div className="code-line">
        <code>{baseUrl}</code>
      </div>
      <div className="code-head">
        <h3>{t('pointApp.first')}</h3>
        <CopyButton label={t('pointApp.copyRequest')} text={request} />
      </div>
      <div className="code-line">
        <pre>{request}</pre>
      </div>
    </section>
  )
}

/** Broken so that it fits beside the workers; a shell takes the line inside the quotes as it is. */
function firstRequest(address: string, hello: string): string {
  return [
    `curl ${address}/api/chat \\`,
    ` -H 'content-type: application/json' \\`,
    ` -d '{"session_id": "first",`,
    `      "message": ${JSON.stringify(hello)}}'`,
  ].join('\n')
}
