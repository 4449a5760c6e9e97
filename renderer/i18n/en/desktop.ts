export const enDesktop = {
  desktop: { title: 'Desktop' },
}
