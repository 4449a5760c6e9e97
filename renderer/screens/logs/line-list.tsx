// biome-ignore-all lint/a11y/useFocusableInteractive: the list has the focus and names the row that is meant
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the keys are heard by the list
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown } from 'lucide-react'
import {
  type KeyboardEvent,
  type Ref,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { LogLine } from '#contract/model/log-line'
import { countText } from '../../i18n/figures.ts'
import { Button } from '../../ui/button.tsx'
import { LineRow } from './line-row.tsx'
import type { LogStream } from './log-stream.ts'

export interface LineListHandle {
  show(lineId: string): void
}

interface Props {
  readonly stream: LogStream
  readonly isWrapped: boolean
  readonly selectedId: string | null
  readonly onSelect: (line: LogLine) => void
  readonly ref: Ref<LineListHandle>
}

const rowHeight = 22
/** So near to the top the next page is read. */
const nearTop = 40

/** Lines, of which only those in sight are drawn. It stays at the end until one scrolls up, and where one is while older ones come. */
export function LineList({ stream, isWrapped, selectedId, onSelect, ref }: Props) {
  const { t, i18n } = useTranslation()
  const { lines, matcher, reading, isWhole } = useStore(stream.store)
  const scroller = useRef<HTMLDivElement>(null)
  const [isFollowing, setFollowing] = useState(true)
  const lastSeen = useRef<string | undefined>(undefined)
  const hasBegun = useRef(false)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: at => lines[at]?.id ?? at,
    overscan: 12,
    initialOffset: () => lines.length * rowHeight,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: rowHeight,
    onChange: instance => {
      const isThere = instance.isAtEnd(rowHeight)
      // What grows or shrinks is no wish to be elsewhere; to scroll up is one.
      const isGoingUp = instance.isScrolling && instance.scrollDirection === 'backward'
      if (isThere) setFollowing(true)
      else if (isGoingUp) setFollowing(false)
      if (!isThere && hasBegun.current && (instance.range?.startIndex ?? nearTop) < nearTop) {
        void stream.readOlder()
      }
    },
  })
  const last = lines.at(-1)?.id
  useEffect(() => {
    if (hasBegun.current || lines.length === 0) return
    virtual.scrollToIndex(lines.length - 1, { align: 'end' })
    const frame = requestAnimationFrame(() => {
      hasBegun.current = true
    })
    return () => cancelAnimationFrame(frame)
  }, [virtual, lines.length])
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows change their height with it
  useEffect(() => virtual.measure(), [virtual, isWrapped])
  const height = virtual.scrollRect?.height ?? 0
  useEffect(() => {
    if (isFollowing && height > 0) virtual.scrollToIndex(lines.length - 1, { align: 'end' })
  }, [virtual, isFollowing, height, lines.length])
  if (isFollowing) lastSeen.current = last
  const below = isFollowing ? 0 : countBelow(lines, lastSeen.current)

  useImperativeHandle(ref, () => ({
    show(lineId) {
      setFollowing(false)
      const at = stream.store.getState().lines.findIndex(({ id }) => id === lineId)
      if (at >= 0) requestAnimationFrame(() => virtual.scrollToIndex(at, { align: 'center' }))
    },
  }))

  function move(event: KeyboardEvent) {
    const at = lines.findIndex(({ id }) => id === selectedId)
    const from = at < 0 ? lines.length : at
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20 }[event.key]
    const to =
      event.key === 'Home' ? 0 : event.key === 'End' ? lines.length - 1 : step && from + step
    if (to === undefined) return
    event.preventDefault()
    const line = lines[Math.max(0, Math.min(lines.length - 1, to))]
    if (!line) return
    onSelect(line)
    virtual.scrollToIndex(lines.indexOf(line))
  }

  return (
    <div className="log-frame">
      <div
        ref={scroller}
        className={isWrapped ? 'log-lines wrapped' : 'log-lines'}
        role="listbox"
        aria-label={t('logs.lines')}
        aria-activedescendant={selectedId === null ? undefined : `line-${selectedId}`}
        tabIndex={0}
        onKeyDown={move}
      >
        <div role="presentation" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(item => {
            const line = lines[item.index]
            if (!line) return null
            return (
              <div
                key={item.key}
                id={`line-${line.id}`}
                ref={isWrapped ? virtual.measureElement : undefined}
                data-index={item.index}
                role="option"
                aria-selected={line.id === selectedId}
                aria-posinset={item.index + 1}
                aria-setsize={lines.length}
                className={`log-line ${line.level}`}
                style={{ transform: `translateY(${item.start}px)` }}
                onClick={() => onSelect(line)}
              >
                <LineRow line={line} spans={matcher.spans} />
              </div>
            )
          })}
        </div>
      </div>
      {isWhole && reading === null && virtual.range?.startIndex === 0 && lines.length > 60 && (
        <p className="log-begin dim">{t('logs.begin')}</p>
      )}
      {!isFollowing && (
        <Button className="log-below" icon={ArrowDown} onClick={() => setFollowing(true)}>
          {below > 0
            ? t('logs.below', { count: below, number: countText(below, i18n.language) })
            : t('logs.toEnd')}
        </Button>
      )}
    </div>
  )
}

/** Counted from the end, for the one that was seen last is most often near it. */
function countBelow(lines: readonly LogLine[], lastSeen: string | undefined): number {
  const at = lines.findLastIndex(({ id }) => id === lastSeen)
  return at < 0 ? 0 : lines.length - 1 - at
}
