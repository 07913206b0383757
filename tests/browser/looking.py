"""What a browser can be asked about a page that is open in it."""

from __future__ import annotations

import itertools
from typing import Final

VIEWS: Final = list(itertools.product((1280, 390), ("light", "dark")))
"""Widths of the window in CSS pixels, and colour schemes."""

CONTRAST: Final = """
() => {
  const luminance = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, k) => sum + v * [0.2126, 0.7152, 0.0722][k], 0);
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = channels(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const element of document.querySelectorAll("body *")) {
    if (!element.getClientRects().length) continue;
    if (![...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const colour = element instanceof SVGElement ? style.fill : style.color;
    if (!size || !/\\d/.test(colour)) continue;
    const [light, dark] = [luminance(channels(colour)), luminance(ground(element))].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) poor.push(`${element.tagName}.${element.getAttribute("class")} ${ratio.toFixed(2)}`);
  }
  return [...new Set(poor)];
}
"""
"""Texts whose contrast is under that of WCAG 2.2, level AA; words in pictures are held against the page."""

STICKS_OUT: Final = """
() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > width + 1)
    .map((one) => `${one.tagName}.${one.getAttribute("class")}`).slice(0, 8);
}
"""
"""Elements beyond the right edge of a page that must be moved sideways to be read."""

OPEN_ALL: Final = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"

WATCH_FOCUS: Final = """
() => {
  const able = [...document.querySelectorAll("a[href],button,input,select,textarea,summary,[tabindex='0']")]
    .filter((one) => !one.disabled && one.type !== "hidden" && one.checkVisibility({ visibilityProperty: true }));
  window.met = [];
  addEventListener("focusin", ({ target }) => {
    const style = getComputedStyle(target);
    const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    window.met.push([able.indexOf(target), seen, target.outerHTML.slice(0, 120)]);
  });
  return [able.length, able.filter((one) => one.type === "date").length];
}
"""
"""Notes in `met` what the focus comes to: its place among all that it should come to, and whether that can be seen."""
