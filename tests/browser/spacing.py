"""Text that somebody spaces, who could not read it otherwise (WCAG 2.2, 1.4.12): all still shows.

Scrolling sideways is the least of it: a word may also stand outside its box, be cut off, or be
printed over another one.
"""

from playwright.sync_api import Page

_SPACED = """
* {
    line-height: 1.5 !important;
    letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important;
}
p { margin-block-end: 2em !important }
"""
#: What else than words may not be covered.
_CONTROLS = "input, select, textarea, button, summary, svg, .utrecht-button"
_LOOK = """([spaced, controls]) => {
    const wrong = new Set(), things = [], styles = new Map(), boxes = new Map();
    const kept = (map, element, make) => {
        if (!map.has(element)) map.set(element, make(element));
        return map.get(element);
    };
    const style = (element) => kept(styles, element, (each) => getComputedStyle(each));
    const box = (element) => kept(boxes, element, (each) => each.getBoundingClientRect());
    const named = (element) => element.cloneNode(false).outerHTML.slice(0, 80);
    const isShown = (element) => element.checkVisibility({visibilityProperty: true});

    const look = (node, text, rect) => {
        if (rect.width < 1) return;
        let isWithin = true; // until it is taken out of what it stands in
        let around = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
        for (; around; around = around.parentElement) {
            const {display, position, overflowX, clipPath} = style(around);
            if (clipPath !== "none") return; // only for who hears the page
            if (display === "inline" || display === "contents") continue;
            const {left, right, top, bottom} = box(around);
            const isBeside = rect.left < left - 1 || rect.right > right + 1;
            const isHigher = rect.top < top - 1 || rect.bottom > bottom + 1;
            const isCut = isHigher && overflowX === "hidden";
            const isRoot = around === document.documentElement;
            if (isBeside && (isWithin || isRoot)) wrong.add(`${text}: beside ${named(around)}`);
            if (isCut && isWithin) wrong.add(`${text}: cut off by ${named(around)}`);
            if (["auto", "scroll"].includes(overflowX)) return; // reached by scrolling
            if (position === "absolute" || position === "fixed") isWithin = false;
        }
        things.push({node, text, rect});
    };

    if (!document.adoptedStyleSheets.length) {
        document.adoptedStyleSheets = [new CSSStyleSheet()];
        document.adoptedStyleSheets[0].replaceSync(spaced);
    }
    for (const each of document.querySelectorAll("details")) each.open = true;
    const page = document.documentElement;
    if (Math.max(page.scrollWidth, document.body.scrollWidth) > page.clientWidth) {
        wrong.add("scrolls sideways");
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (texts.nextNode()) {
        const {currentNode: node} = texts;
        if (!node.data.trim() || !isShown(node.parentElement)) continue;
        range.selectNodeContents(node);
        for (const rect of range.getClientRects()) look(node, node.data.trim(), rect);
    }
    for (const control of document.querySelectorAll(controls)) {
        if (isShown(control)) look(control, named(control), box(control));
    }

    things.sort((one, other) => one.rect.top - other.rect.top);
    things.forEach((one, place) => {
        for (let next = place + 1; next < things.length; next += 1) {
            const other = things[next];
            if (other.rect.top + 2 > one.rect.bottom - 2) break;
            if (one.node.contains(other.node) || other.node.contains(one.node)) continue;
            const left = Math.max(one.rect.left, other.rect.left);
            const right = Math.min(one.rect.right, other.rect.right);
            if (right - left > 2) wrong.add(`${one.text}: over ${other.text}`);
        }
    });
    return [...wrong];
}"""


def wrong_when_spaced(page: Page) -> list[str]:
    """Return the words that stand beside their box or over something else, or are cut off.

    The window stays spaced, and what can be opened is open.
    """
    wrong: list[str] = page.evaluate(_LOOK, [_SPACED, _CONTROLS])
    return wrong
