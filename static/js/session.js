// Warns in the page, before the server logs somebody out for doing nothing. All words stand in layouts/_session.html.
// Other tabs count as activity too (localStorage); polls (data-quiet) do not, as on the server.
{
  const STORED = "mw-active-at";
  const region = () => document.getElementById("sessie"); // looked up each time: going back replaces the body
  let activeAt = Date.now();

  const active = () => {
    activeAt = Date.now();
    try {
      localStorage.setItem(STORED, activeAt);
    } catch {} // blocked storage: this tab counts alone
    show("");
  };

  const show = (name) => {
    const place = region();
    if (!place || (place.dataset.shown ?? "") === name) return;
    place.dataset.shown = name;
    place.replaceChildren(name ? document.getElementById(name).content.cloneNode(true) : "");
  };

  const check = () => {
    const place = region();
    if (!place) return;
    try {
      activeAt = Math.max(activeAt, Number(localStorage.getItem(STORED)));
    } catch {}
    const left = place.dataset.idleMinutes * 60_000 - (Date.now() - activeAt);
    show(left <= 0 ? "sessie-voorbij" : left <= place.dataset.warnMinutes * 60_000 ? "sessie-waarschuwing" : "");
  };

  if (region()) active();
  setInterval(check, 5_000);
  document.addEventListener("visibilitychange", check);
  document.addEventListener("htmx:after:request", (event) => {
    if (!event.detail.ctx.sourceElement?.hasAttribute?.("data-quiet")) active();
  });

  // A page that the browser kept for Back may be of a session that has ended: it is asked for anew, unseen until then.
  addEventListener("pageshow", (event) => {
    if (!event.persisted || !region()) return;
    document.documentElement.hidden = true;
    location.reload();
  });

  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("[data-extend]");
    if (!form) return;
    event.preventDefault();
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
      if (!answer.ok && answer.type !== "opaqueredirect") throw new Error(answer.status);
      active();
      document.getElementById("inhoud").focus({ preventScroll: true });
    } catch {
      form.submit(); // the browser shows what is the matter
    }
  });
}
