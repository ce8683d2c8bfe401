/** The colour variables Figma gives to plugins with `themeColors`, as Figma (UI3) has them, for pictures and tests. */
const light = {
  bg: '#ffffff',
  'bg-secondary': '#f5f5f5',
  'bg-tertiary': '#e6e6e6',
  'bg-hover': '#f5f5f5',
  'bg-brand': '#0d99ff',
  'bg-selected': '#e5f4ff',
  'bg-success': '#14ae5c',
  'bg-danger': '#f24822',
  'bg-warning': '#ffcd29',
  text: '#000000e5',
  'text-secondary': '#00000080',
  'text-tertiary': '#0000004d',
  'text-onbrand': '#ffffff',
  border: '#e6e6e6',
  'border-selected': '#0d99ff',
  icon: '#000000e5',
  'icon-secondary': '#00000080',
  'icon-tertiary': '#0000004d',
  'icon-brand': '#007be5',
  'icon-success': '#009951',
  'icon-danger': '#dc3412',
};
const dark: Record<keyof typeof light, string> = {
  bg: '#2c2c2c',
  'bg-secondary': '#383838',
  'bg-tertiary': '#444444',
  'bg-hover': '#383838',
  'bg-brand': '#0c8ce9',
  'bg-selected': '#4a5878',
  'bg-success': '#198f51',
  'bg-danger': '#e03e1a',
  'bg-warning': '#f3c11b',
  text: '#ffffff',
  'text-secondary': '#ffffffb2',
  'text-tertiary': '#ffffff66',
  'text-onbrand': '#ffffff',
  border: '#444444',
  'border-selected': '#0c8ce9',
  icon: '#ffffff',
  'icon-secondary': '#ffffffb2',
  'icon-tertiary': '#ffffff66',
  'icon-brand': '#7cc4f8',
  'icon-success': '#79d297',
  'icon-danger': '#fca397',
};
export type Theme = 'light' | 'dark';

/** The style element Figma adds to the page. */
export function themeStyle(theme: Theme): string {
  const colours = Object.entries(theme === 'light' ? light : dark);
  const variables = colours.map(([name, value]) => `--figma-color-${name}: ${value};`).join(' ');
  return `<style>:root { ${variables} color-scheme: ${theme}; }</style>`;
}
