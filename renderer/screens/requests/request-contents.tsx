import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { useToasts } from '../../state/toasts.ts'
import { useCallApi, useOutdate } from '../../state/use-api.ts'
import { Button } from '../../ui/button.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { PanelSection } from '../../ui/detail-panel.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { legible } from './legible.ts'
import type { RequestDetail } from './request-detail.ts'
import { useNames } from './request-names.ts'

/** What was asked and answered, as it is; or why that is not kept, and the way to have it kept. */
export function RequestContents({ request }: { readonly request: RequestDetail }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState<'question' | 'answer'>('question')
  const { contents } = request
  if (!contents) {
    return (
      <PanelSection name={t('requests.panel.contents')}>
        <NotKept appId={request.app} />
      </PanelSection>
    )
  }
  const text = shown === 'question' ? legible(contents.request) : legible(contents.answer)
  return (
    <PanelSection
      name={t('requests.panel.contents')}
      action={
        <Segmented
          label={t('requests.panel.contents')}
          value={shown}
          onChange={setShown}
          choices={[
            { value: 'question', label: t('requests.panel.question') },
            { value: 'answer', label: t('requests.panel.answer') },
          ]}
        />
      }
    >
      <div className="request-contents">
        <CodeBlock
          copyLabel={t(
            shown === 'question' ? 'requests.panel.copyQuestion' : 'requests.panel.copyAnswer',
          )}
          text={text}
        />
      </div>
    </PanelSection>
  )
}

function NotKept({ appId }: { readonly appId: string }) {
  const { t } = useTranslation()
  const call = useCallApi()
  const outdate = useOutdate()
  const toasts = useToasts()
  const names = useNames()
  const { isRunning, fault, run } = useCommand()
  if (appId === 'window') return <p className="dim">{t('requests.panel.keepWindow')}</p>

  async function keep(isKept: boolean): Promise<void> {
    await call('changeApp', { path: { id: appId }, body: { keep_contents: isKept } })
    await outdate('listApps')
  }

  async function begin(): Promise<void> {
    if (!(await run(() => keep(true)))) return
    toasts.say(t('requests.panel.kept', { app: names.app(appId) }), () => keep(false))
  }

  return (
    <>
      <p className="dim">{t('requests.panel.againNone')}</p>
      <Button className="why-more" disabled={isRunning} onClick={() => void begin()}>
        {t('requests.panel.keep', { app: names.app(appId) })}
      </Button>
      {fault && (
        <p className="says wrong" role="alert">
          {faultSentence(t, fault)}
        </p>
      )}
    </>
  )
}
