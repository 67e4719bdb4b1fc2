// Fava's document does not say its language: screen readers would read it as English.
export default {
  onPageLoad() {
    const data = document.getElementById("ledger-data");
    let langue = document.querySelector(".ptce")?.lang || null;
    try {
      langue ??= JSON.parse(data.textContent).fava_options?.language ?? null;
    } catch {
      langue = null;
    }
    document.documentElement.lang = langue || navigator.language || "fr";
  },
};
