import { appConfig } from '@one-window/ui/vite';
import { defineConfig } from 'vite';

export default defineConfig(appConfig({ surface: 'desk', entries: { index: 'index.html' }, port: 5181 }));
