import { useTranslation } from 'react-i18next'
import { useApi } from '../../../state/use-api.ts'
import { Loaded } from '../../../ui/loaded.tsx'

interface Props {
  readonly accountId: string
  readonly ticked: ReadonlySet<string>
  readonly onTicked: (ticked: ReadonlySet<string>) => void
}

/** The servers of one Coolify with a tick box each; those that are hosts already have none. */
export function CoolifyServers({ accountId, ticked, onTicked }: Props) {
  const { t } = useTranslation()
  const reading = useApi('listCoolifyServers', { path: { id: accountId } })

  function tick(uuid: string) {
    const after = new Set(ticked)
    if (!after.delete(uuid)) after.add(uuid)
    onTicked(after)
  }

  return (
    <Loaded reading={reading}>
      {({ servers }) =>
        servers.length === 0 ? (
          <p className="dim">{t('hostAdd.noServers')}</p>
        ) : (
          <ul className="entries" aria-label={t('hostAdd.servers')}>
            {servers.map(({ uuid, name, address, is_reachable, host_id }) => (
              <li key={uuid}>
                <label className="tick-line">
                  <input
                    type="checkbox"
                    className="tick"
                    checked={ticked.has(uuid) || host_id !== null}
                    disabled={host_id !== null}
                    onChange={() => tick(uuid)}
                  />
                  <b>{name}</b>
                </label>
                <span className="mono dim entry-name">{address}</span>
                <span className="dim">
                  {host_id !== null
                    ? t('hostAdd.isHost')
                    : is_reachable
                      ? ''
                      : t('hostAdd.serverAway')}
                </span>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  )
}
