// Says in the page what happened to the answers when a request of htmx got no answer: offline, time-out.
// Answers with an error status do not come here: the server writes those (hx-status:5xx puts them in #melding).
htmx.config.defaultTimeout = 30000; // ms; the 60 s of htmx is long for somebody on the phone

document.addEventListener("htmx:before:request", (event) => {
  if (!isQuiet(event)) messageRegion().replaceChildren();
});

document.addEventListener("htmx:error", (event) => {
  const request = event.detail.ctx?.request;
  if (!request || isQuiet(event)) return;
  const words = request.method.toUpperCase() === "POST" ? "melding-niet-bewaard" : "melding-niet-geladen";
  messageRegion().replaceChildren(document.getElementById(words).content.cloneNode(true));
});

// A button that was disabled while its request was out lost the focus; it gets it back when it is still there.
document.addEventListener("htmx:finally:request", (event) => {
  const button = event.detail.ctx.request?.submitter;
  setTimeout(() => {
    if (button?.isConnected && document.activeElement === document.body) button.focus({ preventScroll: true });
  });
});

// Looked up each time: going back in history replaces the whole body.
function messageRegion() {
  return document.getElementById("melding");
}

// A poll (data-quiet) comes again by itself: no message, and it wipes none.
function isQuiet(event) {
  return event.detail.ctx?.sourceElement?.hasAttribute?.("data-quiet") ?? false;
}
