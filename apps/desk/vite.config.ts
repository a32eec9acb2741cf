import { appConfig } from '../../packages/ui/vite.ts';
import { defineConfig } from 'vite';

export default defineConfig(appConfig({ surface: 'desk', entries: { index: 'index.html' }, port: 5181 }));
