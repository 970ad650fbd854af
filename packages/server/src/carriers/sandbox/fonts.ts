import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);

/** Font files that come with the package: a bare machine has none of its own. */
export const FONT_FAMILY = 'DejaVu Sans Condensed';
export const REGULAR_FONT = resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf');
export const BOLD_FONT = resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf');
