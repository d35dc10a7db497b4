// Beside a caller's page: how long ago the caller did something, and whether what is shown is still being kept up to date.
{
  const STALE = 10_000; // ms without an answer; a poll comes every 2 s
  const since = new WeakMap();
  let answeredAt = Date.now();

  // As templates/calls/_looking_along.html says it.
  const inWords = (seconds) => {
    if (seconds >= 120) return `${Math.floor(seconds / 60)} minuten`;
    return seconds === 1 ? "1 seconde" : `${seconds} seconden`;
  };

  setInterval(() => {
    for (const place of document.querySelectorAll("[data-seconds]")) {
      if (!since.has(place)) since.set(place, Date.now() - Number(place.dataset.seconds) * 1000);
      const seconds = Math.floor((Date.now() - since.get(place)) / 1000);
      place.textContent = inWords(seconds);
    }
    const stale = document.getElementById("verouderd");
    const polls = document.querySelector("#gesprek[hx-get]"); // a call that ended is not kept up to date
    if (stale) stale.hidden = !polls || Date.now() - answeredAt < STALE;
  }, 1_000);

  document.addEventListener("htmx:after:request", (event) => {
    if (event.detail.ctx.response?.raw?.ok) answeredAt = Date.now();
  });
}
