import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedHost } from '#contract/http/hosts'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { useToasts } from '../../state/toasts.ts'
import { useCallApi, useOutdate } from '../../state/use-api.ts'
import { Button } from '../../ui/button.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { useCommand } from '../../ui/use-command.ts'

interface Props {
  readonly host: ListedHost
  /** Where it stands beside something else that is the first to do. */
  readonly isBeside?: boolean
  readonly onTrusted: (host: ListedHost) => void
}

/** The key that a host shows, to be compared before anything secret goes there. One that changed is loud. */
export function HostKeyCard({ host, isBeside = false, onTrusted }: Props) {
  const { t } = useTranslation()
  const api = useCallApi()
  const outdate = useOutdate()
  const toasts = useToasts()
  const { isRunning, fault, run } = useCommand()
  const [isCompared, setCompared] = useState(false)
  const { key, pinned, state } = host.trust
  const hasChanged = state === 'changed'
  const { name } = host
  if (!key) return null

  async function trust(fingerprint: string) {
    await run(async () => {
      const trusted = await api('trustHost', { path: { id: host.id }, body: { fingerprint } })
      await outdate('listHosts')
      toasts.say(t('hosts.key.trusted', { name }))
      onTrusted(trusted)
    })
  }

  const title = hasChanged ? t('hosts.key.changedTitle', { name }) : t('hosts.key.title')
  return (
    <section className={hasChanged ? 'host-key changed' : 'host-key'} aria-label={title}>
      <div className="host-key-head">
        <StateMark mark={hasChanged ? 'offline' : 'degraded'} />
        <h3 className="host-key-title">{title}</h3>
      </div>
      <p>{hasChanged ? t('hosts.key.changedText') : t('hosts.key.text', { name })}</p>
      {hasChanged && pinned && <Fingerprint name={t('hosts.key.was')} of={pinned} />}
      <Fingerprint {...(hasChanged ? { name: t('hosts.key.now') } : {})} of={key} />
      {hasChanged && <p className="host-key-next">{t('hosts.key.changedNext')}</p>}
      <p className="says">{t('hosts.key.how')}</p>
      <CodeBlock copyLabel={t('hosts.key.copyCommand')} text={commandFor(key.type)} />
      <label className="tick-line">
        <input
          type="checkbox"
          className="tick"
          checked={isCompared}
          onChange={event => setCompared(event.target.checked)}
        />
        {t('hosts.key.compared')}
      </label>
      {fault && (
        <p className="says wrong" role="alert">
          {faultSentence(t, fault)}
        </p>
      )}
      <div>
        <Button
          look={hasChanged ? 'danger' : isBeside ? 'plain' : 'primary'}
          disabled={!isCompared || isRunning}
          onClick={() => void trust(key.fingerprint)}
        >
          {t('hosts.key.trust')}
        </Button>
      </div>
    </section>
  )
}

interface FingerprintProps {
  readonly name?: string
  readonly of: { readonly type: string; readonly fingerprint: string }
}

function Fingerprint({ name, of: { type, fingerprint } }: FingerprintProps) {
  return (
    <div className="fingerprint">
      <span className="says">{name ? `${name} · ${type}` : type}</span>
      <span className="mono selectable">{fingerprint}</span>
    </div>
  )
}

/** Where sshd keeps the public half, by kind. */
function commandFor(type: string): string {
  const kind = type.includes('ed25519') ? 'ed25519' : type.includes('ecdsa') ? 'ecdsa' : 'rsa'
  return `ssh-keygen -lf /etc/ssh/ssh_host_${kind}_key.pub`
}
