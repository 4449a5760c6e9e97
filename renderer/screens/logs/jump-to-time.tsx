import { Clock } from 'lucide-react'
import { Popover } from 'radix-ui'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { localDay, momentOf } from './moment-of.ts'

interface Props {
  /** Answers whether that time is still kept. */
  readonly onJump: (at: number) => Promise<boolean>
}

/** To a day and an hour, as far back as logs are kept. */
export function JumpToTime({ onJump }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const [isRunning, setRunning] = useState(false)
  const [day, setDay] = useState('')
  const [clock, setClock] = useState('')
  const [isGone, setGone] = useState(false)

  function open(wanted: boolean) {
    if (wanted) {
      const now = new Date()
      setDay(localDay(now))
      setClock(now.toTimeString().slice(0, 5))
      setGone(false)
    }
    setOpen(wanted)
  }

  async function go(event: FormEvent) {
    event.preventDefault()
    const at = momentOf(day, clock)
    if (at === null) return
    setRunning(true)
    const isThere = await onJump(at)
    setRunning(false)
    setGone(!isThere)
    if (isThere) setOpen(false)
  }

  return (
    <Popover.Root open={isOpen} onOpenChange={open}>
      <Popover.Trigger asChild>
        <Button icon={Clock} aria-label={t('logs.jump.name')} title={t('logs.jump.name')}>
          <span className="log-jump-name">{t('logs.jump.name')}</span>
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="popover log-jump"
          align="start"
          sideOffset={4}
          aria-label={t('logs.jump.name')}
        >
          <form onSubmit={event => void go(event)}>
            <div className="field">
              <label htmlFor={`${id}-day`}>{t('logs.jump.day')}</label>
              <input
                id={`${id}-day`}
                type="date"
                value={day}
                max={localDay(new Date())}
                required
                onChange={event => setDay(event.target.value)}
              />
            </div>
            <div className="field">
              <label htmlFor={`${id}-clock`}>{t('logs.jump.clock')}</label>
              <input
                id={`${id}-clock`}
                type="time"
                value={clock}
                required
                onChange={event => setClock(event.target.value)}
              />
            </div>
            {isGone && (
              <p className="says" role="status">
                {t('logs.jump.gone')}
              </p>
            )}
            <Button type="submit" disabled={isRunning}>
              {t(isRunning ? 'logs.jump.running' : 'logs.jump.go')}
            </Button>
          </form>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
