export type Mark = 'healthy' | 'degraded' | 'offline' | 'resting' | 'starting'

/** The shape tells states apart without colour; the word beside it is the caller's. */
export function StateMark({ mark }: { readonly mark: Mark }) {
  return (
    <svg className={`state-mark tone-${mark}`} viewBox="0 0 11 11" aria-hidden="true">
      {shapes[mark]}
    </svg>
  )
}

const shapes = {
  healthy: <circle className="filled" cx="5.5" cy="5.5" r="5" />,
  degraded: <path className="filled" d="M5.5.5l5.3 9.8H.2z" />,
  offline: <path className="stroked" d="M1.5 1.5l8 8M9.5 1.5l-8 8" />,
  resting: <rect className="stroked thin" x="1" y="1" width="9" height="9" />,
  starting: <circle className="stroked thin" cx="5.5" cy="5.5" r="4.5" />,
} as const
