// Columns sort by a click on their head; a model's lines or a trial's points stand out under the pointer.
for (const table of document.querySelectorAll("table.sortable")) {
  table.querySelectorAll("thead tr:last-child th").forEach((head, column) => {
    const button = document.createElement("button");
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const falling = head.getAttribute("aria-sort") !== "descending";
      table.querySelectorAll("th[aria-sort]").forEach(other => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", falling ? "descending" : "ascending");
      const value = row => row.children[column].dataset.value;
      const sign = falling ? -1 : 1;
      const rows = [...table.tBodies[0].rows];
      rows.sort((a, b) => {
        const x = value(a), y = value(b);
        if (x === undefined || y === undefined) return (x === undefined) - (y === undefined);
        return sign * (isNaN(x) || isNaN(y) ? x.localeCompare(y) : x - y);
      });
      table.tBodies[0].append(...rows);
    });
  });
}
const main = document.querySelector("main");
for (const part of document.querySelectorAll("[class^=model-],[class^=trial-]")) {
  const name = part.getAttribute("class").split(" ")[0];
  part.addEventListener("pointerenter", () => {
    main.classList.add("dim");
    document.querySelectorAll("svg ." + name).forEach(line => line.classList.add("lit"));
  });
  part.addEventListener("pointerleave", () => {
    main.classList.remove("dim");
    document.querySelectorAll(".lit").forEach(line => line.classList.remove("lit"));
  });
}
