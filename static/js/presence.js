// "Laatste actie 12 s geleden" counts on between two answers of the server, which says from where.
{
  const since = new WeakMap();

  setInterval(() => {
    for (const place of document.querySelectorAll("[data-seconds]")) {
      if (!since.has(place)) since.set(place, Date.now() - Number(place.dataset.seconds) * 1000);
      const seconds = Math.floor((Date.now() - since.get(place)) / 1000);
      place.textContent = seconds < 120 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`;
    }
  }, 1_000);
}
