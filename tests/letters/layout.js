// What of a letter leaves the screen or its box? Run in the page; gives {faults, sideways, buttons} to tests/letters/browser.py.
// A box may be wider than the screen only inside a wrapper that scrolls by itself (overflow-x: auto); such wrappers are listed.
() => {
  const SLACK = 1; // CSS pixels: layout rounds to 1/64
  const TOLD = 4;
  const screen = document.documentElement.clientWidth;
  const faults = [];
  const outside = [];
  const sideways = [];
  const buttons = [];
  const px = (number) => `${Math.round(number * 10) / 10}px`;
  const words = (text) => text.trim().replace(/\s+/g, " ").slice(0, 50);
  const called = (element) => {
    const kind = element.getAttribute("class");
    return `<${element.localName}${kind ? ` class="${kind}"` : ""}> "${words(element.textContent)}"`;
  };
  const scrolls = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
  const inScroller = (element) => {
    for (let above = element.parentElement; above && above !== document.body; above = above.parentElement) if (scrolls(above)) return true;
    return false;
  };
  // The preheader is folded away on purpose: no box, or one without height or width.
  const known = new Map([[document.body, false]]);
  const folded = (element) => {
    if (!known.has(element)) {
      const style = getComputedStyle(element);
      const shut = style.overflowX !== "visible" && (element.clientHeight === 0 || element.clientWidth === 0);
      known.set(element, style.visibility === "hidden" || shut || folded(element.parentElement));
    }
    return known.get(element);
  };
  const leaves = (box) => (box.right > screen + SLACK ? `reaches ${px(box.right)} of ${screen}px` : box.left < -SLACK ? `begins at ${px(box.left)}` : "");

  const page = document.documentElement.scrollWidth;
  if (page > screen) faults.push(`the page is ${page}px wide on a screen of ${screen}px`);

  for (const element of document.body.querySelectorAll("*")) {
    const boxes = [...element.getClientRects()].filter((box) => box.width && box.height);
    if (!boxes.length || folded(element)) continue;
    const style = getComputedStyle(element);
    const out = boxes.map(leaves).find(Boolean);
    if (out && !inScroller(element)) outside.push([element, out]);
    const across = element.clientWidth && element.scrollWidth > element.clientWidth + SLACK;
    const down = element.clientHeight && element.scrollHeight > element.clientHeight + SLACK;
    if (across && scrolls(element)) sideways.push(`${called(element)} holds ${element.scrollWidth}px in ${element.clientWidth}px`);
    if (across && /hidden|clip/.test(style.overflowX)) faults.push(`${called(element)} is clipped: ${element.scrollWidth}px in ${element.clientWidth}px`);
    if (down && style.overflowY !== "visible") faults.push(`${called(element)} is clipped: ${element.scrollHeight}px in a height of ${element.clientHeight}px`);
    if (element.localName === "a" && style.display !== "inline") buttons.push([words(element.textContent), boxes[0].height]);
  }

  // What is wide takes all around it along: the innermost are told, those that scroll first, for they were meant to hold it.
  const innermost = outside.filter(([element]) => !outside.some(([other]) => other !== element && element.contains(other)));
  innermost.sort(([one], [two]) => scrolls(two) - scrolls(one));
  for (const [element, out] of innermost.slice(0, TOLD)) faults.push(`${called(element)} ${out}`);
  if (innermost.length > TOLD) faults.push(`and ${innermost.length - TOLD} more elements`);

  // Text that runs out of its own cell over the neighbour's leaves no box of an element behind.
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.data.trim()) continue;
    let block = text.parentElement;
    while (block !== document.body && getComputedStyle(block).display === "inline") block = block.parentElement;
    const range = document.createRange();
    range.selectNodeContents(text);
    const boxes = [...range.getClientRects()];
    const edge = block.getBoundingClientRect().right;
    const farthest = Math.max(...boxes.map((box) => box.right));
    if (!boxes.length || !edge || folded(block) || scrolls(block)) continue;
    if (farthest > edge + SLACK) faults.push(`the text "${words(text.data)}" reaches ${px(farthest)}, its box ends at ${px(edge)}`);
  }
  return { faults: [...new Set(faults)], sideways, buttons };
}
