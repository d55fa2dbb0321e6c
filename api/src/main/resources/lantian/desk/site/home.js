import {html, nothing} from "lit";
import {beijing, toField} from "./figures.js";
import {findingColumns} from "./findings.js";
import {Page} from "./page.js";
import {address} from "./route.js";
import {get} from "./talk.js";
import {t, word} from "./words.js";

const DAY = 86_400_000;
const MANY = 500;

/** How many a list has, as far as it can say. */
async function counted(path, parameters, keep = () => true) {
  const whole = keep(null);
  const answer = await get(path, {...parameters, limit: whole ? MANY : 1});
  return answer.count === undefined
    ? {count: answer.rows.filter(keep).length, more: Boolean(answer.next)}
    : {count: answer.count, more: answer.more};
}

/** What may wait for somebody: its name, who may ask, how many there are, and the list behind the number. */
function tiles(now) {
  const since = (days) => ({from: beijing(now - days * DAY)});
  const field = (days) => ({from: toField(now - days * DAY)});
  return [
    {name: "open", needs: "listFindings", warn: true, count: () => counted("/v1/findings", {state: "OPEN"}), to: address("findings", null, {state: "OPEN"})},
    {name: "day", needs: "listFindings", count: () => counted("/v1/findings", since(1)), to: address("findings", null, field(1))},
    {name: "proven", needs: "listFindings", count: () => counted("/v1/findings", {...since(30), verified: true}), to: address("findings", null, {...field(30), verified: true})},
    {name: "unproven", needs: "listFindings", count: () => counted("/v1/findings", {...since(30), verified: false}), to: address("findings", null, {...field(30), verified: false})},
    {name: "online", needs: "listVehicles", count: () => counted("/v1/vehicles", {online: true}), to: address("vehicles", null, {online: true})},
    {name: "offline", needs: "listVehicles", count: () => counted("/v1/vehicles", {online: false, sent: true}), to: address("vehicles", null, {online: false, sent: true})},
    {name: "silent", needs: "listVehicles", count: () => counted("/v1/vehicles", {sent: false}), to: address("vehicles", null, {sent: false})},
    {name: "terminals", needs: "listTerminals", count: () => counted("/v1/terminals", {}), to: address("terminals")},
    {name: "quarantine", needs: "listQuarantine", warn: true, count: () => counted("/v1/quarantine", since(1)), to: address("quarantine", null, field(1))},
    {name: "conflicts", needs: "listConflicts", warn: true, count: () => counted("/v1/conflicts", since(1)), to: address("conflicts", null, field(1))},
    {name: "users", needs: "listUsers", count: () => counted("/v1/users", {}), to: address("users")},
    {name: "disabled", needs: "listUsers", count: () => counted("/v1/users", {}, (user) => !user || user.disabled), to: address("users")},
    {name: "keys", needs: "listMachineKeys", count: () => counted("/v1/machine-keys", {}), to: address("keys")},
    {name: "audit", needs: "listAudit", count: () => counted("/v1/audit", since(1)), to: address("audit", null, field(1))},
    {name: "refused", needs: "listAudit", warn: true, count: () => counted("/v1/audit", {}, (row) => !row || row.outcome === "REFUSED"), to: address("audit")},
  ];
}

/** Where everybody lands: what waits for this role, each number a link to its rows (工作台). */
class Home extends Page {
  async read(signal) {
    const mine = tiles(Date.now()).filter((tile) => this.can(tile.needs));
    // A number that can't be had leaves the others standing.
    const counts = mine.map((tile) => tile.count().catch((error) => ({fault: error.message})));
    const newest = this.can("listFindings") ? get("/v1/findings", {limit: 8}, signal) : {rows: []};
    const [answer, ...numbers] = await Promise.all([newest, ...counts]);
    return {tiles: mine, counts: numbers, newest: answer.rows};
  }

  render() {
    return html`<div class="bar head">
        <h1>${t("home.hello", this.me.name, word("role", this.me.role))}</h1><span class="grow"></span>
        <button type="button" class="quiet" @click=${() => this.load()}>${t("list.refresh")}</button>
      </div>
      ${this.found ? this.shown(this.found) : this.waiting()}`;
  }

  shown({tiles: mine, counts, newest}) {
    const columns = findingColumns().filter((column) => !column.kind?.includes("mono"));
    return html`
      <div class="tiles">${mine.map((tile, at) => this.tile(tile, counts[at]))}</div>
      ${mine.length === 0 ? html`<div class="blank">${t("home.none")}</div>` : nothing}
      ${newest.length > 0
        ? html`<h2>${t("home.newest")}</h2><div class="scroll"><table>
            <thead><tr>${columns.map((column) => html`<th scope="col" class=${column.kind ?? ""}>${column.title}</th>`)}<th scope="col">${t("list.actions")}</th></tr></thead>
            <tbody>${newest.map((row) => html`<tr>${columns.map((column) => html`<td class=${column.kind ?? ""}>${column.cell(row)}</td>`)}
              <td class="doing"><a href=${address("finding", row.id)} aria-label="${t("finding.open")} ${row.rule} ${row.vehicle.plate ?? ""} ${row.start}">${t("finding.open")}</a></td></tr>`)}</tbody>
          </table></div>`
        : nothing}`;
  }

  tile(tile, {count, more, fault}) {
    const shown = fault ? "—" : more ? t("app.more", count) : count;
    return html`<a class="tile ${tile.warn && count > 0 ? "warn" : ""}" href=${tile.to} title=${fault ?? nothing}>
      <span>${t(`home.${tile.name}`)}</span><strong>${shown}</strong></a>`;
  }
}

customElements.define("home-page", Home);
