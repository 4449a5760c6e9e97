export function DesktopSection() {
  return null
}
