// Runs before anything is painted: the chosen theme and language stand on the document, so that nothing flashes.
(() => {
  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const chosen = read("nullus.theme");
  const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.mantineColorScheme = dark ? "dark" : "light";
  const cookie = /(?:^|; )nullus_language=(en|ko)/.exec(document.cookie);
  document.documentElement.lang = cookie ? cookie[1] : navigator.language.toLowerCase().startsWith("ko") ? "ko" : "en";
})();
