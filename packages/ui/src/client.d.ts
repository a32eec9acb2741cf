/** True only in builds with development pages. */
declare const __DEV_PAGES__: boolean;
