import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Deed } from '../state/commands.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'

/** What is not taken back by a click: asked before, as the screens ask before it. */
export type AskedDeed = Extract<Deed, { kind: 'provision' | 'restart-host' | 'restart-local' }>

export function isAskedFirst(deed: Deed): deed is AskedDeed {
  return deed.kind === 'provision' || deed.kind === 'restart-host' || deed.kind === 'restart-local'
}

interface Props {
  readonly deed: AskedDeed
  readonly onYes: () => void
  readonly onClose: () => void
}

export function AskFirst({ deed, onYes, onClose }: Props) {
  const { t } = useTranslation()
  const { title, text, yes } = wordsOf(deed, t)
  return (
    <Dialog title={title} text={text} onClose={onClose}>
      <DialogActions>
        <Button onClick={onClose}>{t('palette.provisionNo')}</Button>
        <Button look="primary" onClick={onYes}>
          {yes}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

function wordsOf(deed: AskedDeed, t: TFunction) {
  switch (deed.kind) {
    case 'provision': {
      const title = t('palette.provisionTitle', { name: deed.name })
      return { title, text: t('palette.provisionText'), yes: t('palette.provisionYes') }
    }
    case 'restart-host': {
      const title = t('topology.restartTitle', { name: deed.name })
      return { title, text: t('topology.restartHostText'), yes: t('topology.restart') }
    }
    case 'restart-local': {
      const title = t('palette.do.restartLocal')
      return { title, text: t('topology.restartLocalText'), yes: t('topology.restart') }
    }
  }
}
