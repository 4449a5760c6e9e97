import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { LogLine } from '#contract/model/log-line'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { usePlaceOf, usePlaces } from '../../state/place.ts'
import { useWindowState } from '../../state/use-window-state.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { LineList, type LineListHandle } from './line-list.tsx'
import { LinePanel } from './line-panel.tsx'
import { everyLine } from './log-filter.ts'
import { LogStream } from './log-stream.ts'
import { StreamBar } from './stream-bar.tsx'
import { useHostLogs } from './use-host-logs.ts'

/** Fewer are not worth to look at: more is read, as long as there is some. */
const fewLines = 150

/** The live stream, its bar above, and the line that is selected at the right. */
export function StreamView() {
  const { t } = useTranslation()
  const { ask, onChanges } = useWindowState()
  const places = usePlaces()
  const { search = '', lineId } = usePlaceOf('logs') ?? {}
  const stream = useMemo(
    () => new LogStream(ask, search === '' ? everyLine : { ...everyLine, level: 'debug', search }),
    [ask, search],
  )
  const state = useStore(stream.store)
  const list = useRef<LineListHandle>(null)
  const [hosts, setHosts] = useState<readonly string[]>([])
  const [isWrapped, setWrapped] = useState(false)
  useHostLogs(stream, hosts)

  useEffect(() => {
    stream.open()
    const stopListening = onChanges(changes => stream.take(changes))
    return () => {
      stopListening()
      stream.close()
    }
  }, [stream, onChanges])

  const { lines, reading, isWhole, fault } = state
  useEffect(() => {
    if (reading === null && !isWhole && !fault && lines.length < fewLines) void stream.readOlder()
  }, [stream, reading, isWhole, fault, lines.length])

  const selected = lineId === undefined ? null : (lines.find(({ id }) => id === lineId) ?? null)
  const here = search === '' ? {} : { search }
  const select = (line: LogLine | null) =>
    places.select({ screen: 'logs', ...here, ...(line ? { lineId: line.id } : {}) })

  async function jump(at: number) {
    const line = await stream.reach(at)
    if (!line) return false
    select(line)
    list.current?.show(line.id)
    return line.at >= at
  }

  return (
    <div className="screen-with-panel">
      <div className="screen">
        <StreamBar
          stream={stream}
          hosts={hosts}
          onHosts={setHosts}
          isWrapped={isWrapped}
          onWrap={setWrapped}
          onJump={jump}
        />
        {lines.length > 0 ? (
          <LineList
            ref={list}
            stream={stream}
            isWrapped={isWrapped}
            selectedId={selected?.id ?? null}
            onSelect={select}
          />
        ) : fault ? (
          <EmptyState
            picture={<StateMark mark="offline" />}
            title={t('logs.failed')}
            text={faultSentence(t, fault)}
          >
            <Button onClick={() => void stream.read()}>{t('reading.again')}</Button>
            <Button look="quiet" onClick={() => void ask('logs.open', null)}>
              {t('logs.openFolder')}
            </Button>
          </EmptyState>
        ) : reading !== null ? (
          <Skeleton lines={12} />
        ) : (
          <NoLines stream={stream} />
        )}
      </div>
      {selected && (
        <LinePanel
          line={selected}
          onClose={() => select(null)}
          onOnly={source => stream.setFilter({ ...state.filter, sources: [source] })}
        />
      )}
    </div>
  )
}

function NoLines({ stream }: { readonly stream: LogStream }) {
  const { t } = useTranslation()
  const { filter, isCleared } = useStore(stream.store)
  const isFiltered =
    filter.search !== '' || filter.sources.length > 0 || filter.level !== everyLine.level
  if (isCleared) {
    return (
      <EmptyState title={t('logs.cleared.title')} text={t('logs.cleared.text')}>
        <Button onClick={() => void stream.read()}>{t('logs.cleared.again')}</Button>
      </EmptyState>
    )
  }
  if (!isFiltered) return <EmptyState title={t('logs.none.title')} text={t('logs.none.text')} />
  return (
    <EmptyState title={t('logs.nothingFits.title')} text={t('logs.nothingFits.text')}>
      <Button onClick={() => stream.setFilter({ ...everyLine, level: 'debug' })}>
        {t('logs.nothingFits.all')}
      </Button>
    </EmptyState>
  )
}
