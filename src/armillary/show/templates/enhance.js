(() => {
  const all = () => document.querySelectorAll("details");
  const reveal = () => {
    const wanted = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!wanted) return;
    for (let at = wanted; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    wanted.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => all().forEach((one) => { one.open = true; }));
  reveal();
  const button = document.getElementById("open-all");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-pressed") !== "true";
    all().forEach((one) => { one.open = open; });
    button.setAttribute("aria-pressed", String(open));
    button.textContent = open ? button.dataset.close : button.dataset.open;
  });
})();
