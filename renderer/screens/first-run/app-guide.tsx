import { Tabs } from 'radix-ui'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { measureText, timeTaken } from '../../i18n/figures.ts'
import { offeredModels } from '../../state/fleet.ts'
import { useCallApi, useOutdate } from '../../state/use-api.ts'
import { useChat, useSeen } from '../../state/use-window-state.ts'
import { Button } from '../../ui/button.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { appNames, type GuidedApp, guidedApps, guideFor, type Part, takesKey } from './snippets.ts'
import { useHeard } from './use-heard.ts'

/** An app of the root node, as it was made for the guide. */
interface OwnKey {
  readonly appId: string
  readonly key: string
}

/** How each app is pointed here, with address and key filled in; says so when the app is heard from. */
export function AppGuide() {
  const { t } = useTranslation()
  const [app, setApp] = useState<GuidedApp>('curl')
  /** By app, so that each shows the key that was made for it. */
  const [keys, setKeys] = useState<Readonly<Partial<Record<GuidedApp, OwnKey>>>>({})
  return (
    <Tabs.Root
      className="guide"
      orientation="vertical"
      value={app}
      // Sound: the values are those of the tabs.
      onValueChange={chosen => setApp(chosen as GuidedApp)}
    >
      <Tabs.List className="guide-apps" aria-label={t('guide.apps')}>
        {guidedApps.map(name => (
          <Tabs.Trigger key={name} className="guide-app" value={name}>
            {appNames[name]}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content className="guide-body" value={app} key={app}>
        <Guide
          app={app}
          own={keys[app] ?? null}
          onKey={own => setKeys(before => ({ ...before, [app]: own }))}
        />
      </Tabs.Content>
    </Tabs.Root>
  )
}

interface GuideProps {
  readonly app: GuidedApp
  readonly own: OwnKey | null
  readonly onKey: (own: OwnKey) => void
}

function Guide({ app, own, onKey }: GuideProps) {
  const { t } = useTranslation()
  const address = useSeen(({ root }) => (root.name === 'running' ? root.address : null))
  const offered = useSeen(offeredModels)
  const chosen = useChat(state => state.model)
  if (address === null) return <p className="dim">{t('guide.stopped')}</p>
  const model = chosen ?? (offered.length === 1 ? offered[0] : undefined) ?? 'auto'
  const target = { address, key: own?.key ?? null, model, hello: t('guide.hello') }
  return (
    <>
      <p className="guide-where">{t(`guide.where.${app}`)}</p>
      {guideFor(app, target).map(part => (
        <GuidePart key={part.kind} app={app} part={part} />
      ))}
      {takesKey(app) && <KeyRow app={app} own={own} onKey={onKey} />}
      <HeardLine appId={own?.appId ?? null} />
    </>
  )
}

function GuidePart({ app, part }: { readonly app: GuidedApp; readonly part: Part }) {
  const { t } = useTranslation()
  if (part.kind === 'code') {
    return (
      <CodeBlock
        name={part.file ?? t('guide.terminal')}
        copyLabel={t('guide.copyNamed', { name: appNames[app] })}
        text={part.text}
      />
    )
  }
  return (
    <ul className="guide-fields">
      {part.fields.map(({ name, value }) => (
        <li key={name}>
          <span className="dim">{t(`guide.field.${name}`)}</span>
          <span className="mono selectable">{value}</span>
          <CopyButton
            label={t('guide.copyNamed', { name: t(`guide.field.${name}`) })}
            text={value}
          />
        </li>
      ))}
    </ul>
  )
}

function KeyRow({ app, own, onKey }: GuideProps) {
  const { t } = useTranslation()
  const api = useCallApi()
  const outdate = useOutdate()
  const { isRunning, fault, run } = useCommand()
  const isOpen = useSeen(seen => {
    const host = seen.settings.find(({ name }) => name === 'host')?.value ?? '127.0.0.1'
    return !/^(127\.|localhost$|::1$)/.test(host)
  })
  const [wantsKey, setWantsKey] = useState(isOpen)

  function make() {
    void run(async () => {
      const made = await api('addApp', { body: { name: appNames[app] } })
      onKey({ appId: made.id, key: made.key })
      await outdate('listApps')
    })
  }

  const says = isOpen ? t('guide.keyNeededText') : t('guide.keyNoneText')
  return (
    <div className="guide-key">
      {own === null && <span>{t('guide.key')}</span>}
      {own === null && (
        <Segmented
          label={t('guide.key')}
          choices={[
            { value: 'none', label: t('guide.keyNone') },
            { value: 'own', label: t('guide.keyOwn') },
          ]}
          value={wantsKey ? 'own' : 'none'}
          onChange={value => setWantsKey(value === 'own')}
        />
      )}
      {own === null && wantsKey && (
        <Button disabled={isRunning} onClick={make}>
          {t('guide.keyMake')}
        </Button>
      )}
      {fault ? (
        <p className="says wrong" role="alert">
          {faultSentence(t, fault)}
        </p>
      ) : (
        <p className="says" role="status">
          {own ? t('guide.keyMade') : wantsKey && !isOpen ? t('guide.keyOwnText') : says}
        </p>
      )}
    </div>
  )
}

function HeardLine({ appId }: { readonly appId: string | null }) {
  const { t } = useTranslation()
  const heard = useHeard(appId)
  if (heard === null) {
    return (
      <p className="heard dim" role="status">
        <StateMark mark="starting" />
        {t('guide.waiting')}
      </p>
    )
  }
  const hasFailed = heard.outcome === 'failed' || heard.outcome === 'refused'
  return (
    <p className="heard" role="status">
      <StateMark mark={hasFailed ? 'degraded' : 'healthy'} />
      {hasFailed
        ? t('guide.heardFailed', { code: heard.error_code ?? heard.status })
        : t('guide.heard', {
            model: heard.model ?? heard.model_asked ?? appId ?? '',
            time: measureText(t, timeTaken(heard.latency_ms)),
          })}
    </p>
  )
}
