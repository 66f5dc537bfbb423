/** Style sheets are imported for what they do; Vite makes one file of them. */
declare module '*.css'
