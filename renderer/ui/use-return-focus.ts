import { useState } from 'react'

/** What gives the keyboard back to where it was as the caller was drawn first; for what opens without a trigger. */
export function useReturnFocus(): (event?: Event) => void {
  const [opener] = useState(openerNow)
  return event => {
    if (!opener?.isConnected) return
    event?.preventDefault()
    opener.focus()
  }
}

function openerNow(): HTMLElement | null {
  const active = document.activeElement
  // What is chosen in a menu is gone with it; the button that opened the menu stays.
  const button = active?.closest('[role=menu]')?.getAttribute('aria-labelledby')
  const opener = button ? document.getElementById(button) : active
  return opener instanceof HTMLElement && opener !== document.body ? opener : null
}
