// On a small screen CSS lays out the overview as blocks; older versions of Safari then no longer call it a table.
// The roles say it again. They come from here because the HTML standard does not allow them on table elements.
const TABLE_ROLES = {
  "": "table",
  "thead, tbody": "rowgroup",
  "tr": "row",
  "th[scope=col]": "columnheader",
  "th[scope=row], th[scope=rowgroup]": "rowheader",
  "td": "cell",
};

function keepTables() {
  for (const table of document.querySelectorAll(".mw-table")) {
    for (const [selector, role] of Object.entries(TABLE_ROLES)) {
      for (const element of selector ? table.querySelectorAll(selector) : [table]) element.setAttribute("role", role);
    }
  }
}

keepTables();
document.addEventListener("htmx:after:swap", keepTables);
