export const enPalette = {
  palette: { title: 'Search or run' },
}
