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
  const request = firstRequest(address, t('pointApp.hello'))
  return (
    <section aria-labelledby="point-app">
      <h2 className="section-name" id="point-app">
        {t('pointApp.title')}
      </h2>
      <p className="dim">{t('pointApp.text')}</p>
      <BaseUrl apps={t('pointApp.openai')} url={`${address}/v1`} />
      <BaseUrl apps={t('pointApp.others')} url={address} />
      <div className="snippet-head">
        <h3>{t('pointApp.first')}</h3>
        <CopyButton label={t('pointApp.copyRequest')} text={request} />
      </div>
      <div className="code-line">
        <pre>{request}</pre>
      </div>
    </section>
  )
}

function BaseUrl({ apps, url }: { readonly apps: string; readonly url: string }) {
  const { t } = useTranslation()
  return (
    <>
      <div className="snippet-head">
        <h3>{apps}</h3>
        <CopyButton label={t('pointApp.copyBaseUrl', { apps })} text={url} />
      </div>
      <div className="code-line">
        <code>{url}</code>
      </div>
    </>
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
