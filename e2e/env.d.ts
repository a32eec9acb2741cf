/** The registries of screens come with types of the front ends, which Vite gives an environment. */
interface ImportMeta {
  readonly env: { readonly OW_DEV_PAGES?: boolean };
}
