/** A crown, its trunk, and two branches that took root. */
export function BrandMark() {
  return (
    <svg className="brand-mark" width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <path d="M10 18V7M10 7C6 7 3 5.5 3 3M10 7c4 0 7-1.5 7-4M5.5 6.2V18M14.5 6.2V18" />
    </svg>
  )
}
