import { Download, Eraser, FolderOpen, Pause, Play, TextWrap } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { LogLine, LogLineLevel } from '#contract/model/log-line'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { countText } from '../../i18n/figures.ts'
import { faultOf } from '../../state/fault-of.ts'
import { saveFile } from '../../state/save-file.ts'
import { useToasts } from '../../state/toasts.ts'
import { useWindowState } from '../../state/use-window-state.ts'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { JumpToTime } from './jump-to-time.tsx'
import type { LogStream } from './log-stream.ts'
import { SourceMenu } from './source-menu.tsx'

interface Props {
  readonly stream: LogStream
  readonly hosts: readonly string[]
  readonly onHosts: (hosts: readonly string[]) => void
  readonly isWrapped: boolean
  readonly onWrap: (isWrapped: boolean) => void
  /** Answers whether that time is still kept. */
  readonly onJump: (at: number) => Promise<boolean>
}

const levels: readonly LogLineLevel[] = ['debug', 'info', 'warn', 'error']
const typedMs = 250

/** What is shown, and what can be done with it. */
export function StreamBar({ stream, hosts, onHosts, isWrapped, onWrap, onJump }: Props) {
  const { t, i18n } = useTranslation()
  const { ask } = useWindowState()
  const toasts = useToasts()
  const { filter, matcher, isPaused, waiting, skipped, lines } = useStore(stream.store)
  const [typed, setTyped] = useState(filter.search)

  useEffect(() => setTyped(filter.search), [filter.search])
  useEffect(() => {
    if (typed === stream.store.getState().filter.search) return
    const timer = setTimeout(
      () => stream.setFilter({ ...stream.store.getState().filter, search: typed }),
      typedMs,
    )
    return () => clearTimeout(timer)
  }, [stream, typed])

  async function save() {
    try {
      const isSaved = await saveFile(ask, 'banyan-log.jsonl', { text: jsonLines(lines) })
      if (isSaved) {
        const number = countText(lines.length, i18n.language)
        toasts.say(t('logs.exported', { count: lines.length, number }))
      }
    } catch (failure) {
      toasts.warn(faultSentence(t, faultOf(failure)))
    }
  }

  function clear() {
    const undo = stream.clear()
    toasts.say(t('logs.cleared.title'), async () => undo())
  }

  return (
    <>
      <div className="log-bar">
        <SearchField label={t('logs.search')} value={typed} onChange={setTyped} />
        <Segmented
          label={t('logs.level.name')}
          choices={levels.map(level => ({ value: level, label: t(`logs.least.${level}`) }))}
          value={filter.level}
          onChange={level => stream.setFilter({ ...filter, level })}
        />
        <SourceMenu
          sources={filter.sources}
          onChange={sources => stream.setFilter({ ...filter, sources })}
          hosts={hosts}
          onHosts={onHosts}
        />
        <JumpToTime onJump={onJump} />
        <span className="gap" />
        <Button
          icon={isPaused ? Play : Pause}
          aria-pressed={isPaused}
          onClick={() => (isPaused ? stream.resume() : stream.pause())}
        >
          {isPaused
            ? waiting > 0
              ? t('logs.resumeWith', { number: countText(waiting, i18n.language) })
              : t('logs.resume')
            : t('logs.pause')}
        </Button>
        <Menu
          label={t('logs.more')}
          items={[
            {
              label: t(isWrapped ? 'logs.noWrap' : 'logs.wrap'),
              icon: TextWrap,
              onSelect: () => onWrap(!isWrapped),
            },
            {
              label: t('logs.clear'),
              icon: Eraser,
              isDisabled: lines.length === 0,
              onSelect: clear,
            },
            null,
            {
              label: t('logs.export'),
              icon: Download,
              isDisabled: lines.length === 0,
              onSelect: () => void save(),
            },
            {
              label: t('logs.openFolder'),
              icon: FolderOpen,
              onSelect: () => void ask('logs.open', null),
            },
          ]}
        />
      </div>
      {matcher.problem && (
        <p className="log-says says wrong" role="alert">
          {t(`logs.pattern.${matcher.problem}`)}
        </p>
      )}
      {skipped > 0 && (
        <p className="log-says says" role="status">
          {t('logs.skipped', { count: skipped, number: countText(skipped, i18n.language) })}
        </p>
      )}
    </>
  )
}

function jsonLines(lines: readonly LogLine[]): string {
  return lines
    .map(line => `${JSON.stringify({ ...line, at: new Date(line.at).toISOString() })}\n`)
    .join('')
}
