/** Where the paths of the map are fetched from; written by the build. */
declare module 'virtual:world-url' {
  const url: string;
  export default url;
}
