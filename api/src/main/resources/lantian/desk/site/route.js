/** What the address says: the page, the thing it shows and its filter. */
export function here() {
  const [path, search = ""] = location.hash.slice(1).split("?");
  const [page = "home", id = null] = path.split("/").filter(Boolean);
  return {page, id, query: new URLSearchParams(search)};
}

/** The address of a page; empty values are left out. */
export function address(page, id, query) {
  const kept = new URLSearchParams();
  const pairs = query instanceof URLSearchParams ? query : Object.entries(query ?? {});
  for (const [name, value] of pairs) {
    if (value !== "" && value !== null && value !== undefined) {
      kept.set(name, value);
    }
  }
  const search = kept.toString();
  return `#/${page}${id ? `/${id}` : ""}${search ? `?${search}` : ""}`;
}

export function go(page, id, query) {
  location.hash = address(page, id, query);
}

/** The part of a filter that says how plates are shown; it goes along to the next page. */
export function personal(query) {
  return query.get("personal") === "full"
    ? {personal: "full", purpose: query.get("purpose")}
    : {};
}
