import {html, nothing} from "lit";
import {beijing, breach, toField} from "./figures.js";
import {caseColumns} from "./cases.js";
import {findingColumns} from "./findings.js";
import {Page} from "./page.js";
import {address} from "./route.js";
import {cell} from "./table.js";
import {get} from "./talk.js";
import {t, word} from "./words.js";

const DAY = 86_400_000;
const MANY = 500;

const SHOWN = 8;

/** The cases that each role finds on its first page, the most pressing first. */
const WORK = {ECOLOGY: [{state: "candidate"}], POLICE: [{state: "referred"}], TRANSPORT: [{repair: "escalated"}, {repair: "ordered"}], STATION: [{repair: "ordered"}]};

/** Roles whose rooms receive nothing yet. */
const EARLY = ["PORT", "MARITIME"];

/** How many a list has, as far as it can say. */
async function counted(path, parameters, keep = () => true) {
  const whole = keep(null);
  const answer = await get(path, {...parameters, limit: whole ? MANY : 1});
  return answer.count === undefined
    ? {count: answer.rows.filter(keep).length, more: Boolean(answer.next)}
    : {count: answer.count, more: answer.more};
}

/** What may wait for somebody: its name, who may ask, how many there are, and the list behind the number. */
function tiles(now, role) {
  const since = (days) => ({from: beijing(now - days * DAY)});
  const field = (days) => ({from: toField(now - days * DAY)});
  const cases = (name, roles, query, warn) => ({
    name, warn, needs: "listCases", roles,
    count: () => counted("/v1/cases", query), to: address("cases", null, query),
  });
  return [
    cases("candidate", ["ECOLOGY"], {state: "candidate"}, true),
    cases("reviewed", ["ECOLOGY"], {state: "reviewed"}, true),
    cases("confirmed", ["ECOLOGY"], {state: "confirmed"}),
    cases("returned", ["ECOLOGY"], {state: "returned"}, true),
    cases("referred", ["POLICE"], {state: "referred"}, true),
    cases("pending", ["POLICE"], {state: "received", penalty: "pending"}, true),
    cases("paid", ["POLICE"], {penalty: "paid"}),
    cases("ordered", ["TRANSPORT", "STATION"], {repair: "ordered"}, true),
    cases("repaired", ["TRANSPORT", "STATION"], {repair: "repaired"}),
    cases("failed", ["TRANSPORT", "STATION"], {repair: "failed"}, true),
    cases("escalated", ["TRANSPORT"], {repair: "escalated"}, true),
    cases("overdue", ["ECOLOGY", "POLICE", "TRANSPORT", "STATION"], {overdue: true}, true),
    {name: "lists", needs: "receiveList", warn: true, to: address("lists"),
      count: () => counted("/v1/lists", {kind: role === "TRANSPORT" ? "REPAIRS" : ""}, (row) => !row || row.state === "ISSUED")},
    {name: "failing", needs: "listDeliveries", warn: true, count: () => counted("/v1/deliveries", {state: "FAILED"}), to: address("deliveries", null, {state: "FAILED"})},
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
    const mine = tiles(Date.now(), this.me.part).filter((tile) => this.can(tile.needs) && (tile.roles ?? [this.me.part]).includes(this.me.part));
    // A number that can't be had leaves the others standing.
    const counts = mine.map((tile) => tile.count().catch((error) => ({fault: error.message})));
    const some = (operation, path, query) => (this.can(operation) ? get(path, {...query, limit: SHOWN}, signal) : {rows: []});
    const work = Promise.all((WORK[this.me.part] ?? [{}]).map((query) => some("listCases", "/v1/cases", query)));
    const newest = some("listFindings", "/v1/findings", {});
    const [waiting, answer, ...numbers] = await Promise.all([work, newest, ...counts]);
    return {tiles: mine, counts: numbers, work: waiting.flatMap((one) => one.rows).slice(0, SHOWN), newest: answer.rows};
  }

  render() {
    return html`<div class="bar head">
        <h1>${t("home.hello", this.me.name, word("role", this.me.role))}</h1><span class="grow"></span>
        <button type="button" class="quiet" @click=${() => this.load()}>${t("list.refresh")}</button>
      </div>
      ${this.found ? this.shown(this.found) : this.waiting()}`;
  }

  shown({tiles: mine, counts, work, newest}) {
    return html`
      <div class="tiles">${mine.map((tile, at) => this.tile(tile, counts[at]))}</div>
      ${mine.length === 0 ? this.early() : nothing}
      ${this.some(t("home.work"), work, caseColumns(), "case", t("list.open"))}
      ${this.some(t("home.newest"), newest, findingColumns(), "finding", t("finding.open"))}`;
  }

  /** Who comes before what he comes for: what there is for him now, and what will stand here. */
  early() {
    if (!EARLY.includes(this.me.part)) {
      return html`<div class="blank">${t("home.none")}</div>`;
    }
    return html`<p class="panel" role="note">${t("home.notYet")}</p>
      <div class="halves early">
        <section><h2>${t("home.now")}</h2><ul class="facts">
          <li><a href=${address("account")}>${t("home.nowAccount")}</a></li>
          <li><a href="/docs">${t("home.nowDocs")}</a></li></ul></section>
        <section><h2>${t("home.later")}</h2><ul class="facts">${word("comes", this.me.part).split(/[；;] ?/).map((one) => html`<li>${one}</li>`)}</ul></section>
      </div>`;
  }

  /** A few rows of a list, each with a way to all there is. */
  some(title, rows, all, page, open) {
    const columns = all.filter((column) => !column.kind?.includes("spare"));
    return rows.length === 0
      ? nothing
      : html`<h2>${title}</h2><div class="scroll"><table>
          <thead><tr>${columns.map((column) => html`<th scope="col" class=${column.kind ?? ""}>${column.title}</th>`)}<th scope="col" class="doing">${t("list.actions")}</th></tr></thead>
          <tbody>${rows.map((row) => html`<tr>${columns.map((column) => cell(column, row))}
            <td class="doing"><a href=${address(page, row.id)} aria-label="${open} ${breach(row.rule ?? row.kind)} ${row.vehicle.plate ?? ""} ${row.start ?? row.act}">${open}</a></td></tr>`)}</tbody>
        </table></div>`;
  }

  tile(tile, {count, more, fault}) {
    const shown = fault ? "—" : more ? t("app.more", count) : count;
    return html`<a class="tile ${tile.warn && count > 0 ? "warn" : ""}" href=${tile.to} title=${fault ?? nothing}>
      <span>${t(`home.${tile.name}`)}</span><strong>${shown}</strong></a>`;
  }
}

customElements.define("home-page", Home);
