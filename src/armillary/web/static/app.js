// Pages work without this. It opens what the address points to, follows the slider, and keeps forms from reloading the whole page.
(() => {
  const reveal = () => {
    const wanted = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!wanted) return;
    for (let at = wanted; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    wanted.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
  reveal();
  for (const one of document.querySelectorAll("#map .frame")) one.scrollLeft = (one.scrollWidth - one.clientWidth) / 2;
  for (const one of document.querySelectorAll(".wide.scroll")) one.scrollLeft = one.scrollWidth;

  let asked = 0;
  const show = async (address) => {
    const mine = ++asked;
    const answer = await fetch(address);
    if (!answer.ok || mine !== asked) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== asked) return;
    for (const id of ["live", ...[...document.querySelectorAll("[data-part]")].map((one) => one.id)]) {
      const [was, now] = [document.getElementById(id), fresh.getElementById(id)];
      if (was && now) was.replaceWith(now);
    }
    history.replaceState(null, "", address);
  };
  for (const form of document.querySelectorAll("form[data-live]")) {
    const address = () => {
      const asked = [...new FormData(form)].filter(([, value]) => value);
      return form.getAttribute("action") + (asked.length ? `?${new URLSearchParams(asked)}` : "");
    };
    const slider = form.querySelector("input[type=range]");
    const period = form.elements.period;
    if (slider && period) {
      const values = slider.dataset.values.split(" ");
      slider.disabled = false;
      slider.addEventListener("input", () => {
        period.value = values[slider.value];
        slider.setAttribute("aria-valuetext", period.value);
        show(address());
      });
      period.addEventListener("change", () => { slider.value = values.indexOf(period.value); });
    }
    form.addEventListener("change", (event) => { if (event.target !== slider) show(address()); });
    form.addEventListener("submit", (event) => { event.preventDefault(); show(address()); });
  }
})();
