import {html, nothing} from "lit";
import "./chart.js";
import {breach, fromField, moment, number, plate, toField} from "./figures.js";
import {facts, Page} from "./page.js";
import {address, go, personal} from "./route.js";
import {get} from "./talk.js";
import {choices, either, t, word} from "./words.js";

const HOUR = 3_600_000;
const SPANS = [[1, "chart.hours", 1], [8, "chart.hours", 8], [24, "chart.hours", 24], [168, "chart.days", 7], [720, "chart.days", 30]];

/** Everything known about one vehicle (一车一档): identity, latest values, curves with the times of findings, filings, terminals. */
class Vehicle extends Page {
  async read(signal) {
    const way = personal(this.query);
    const around = this.query.get("around");
    const [file, evidence] = await Promise.all([
      get(`/v1/vehicles/${this.key}`, way, signal),
      around && this.can("getFinding") ? get(`/v1/findings/${around}`, way, signal) : null,
    ]);
    const findings = this.can("listFindings") ? await this.findings(signal) : [];
    const finding = evidence?.finding;
    const known = finding && !findings.some((one) => one.id === finding.id) ? [finding, ...findings] : findings;
    return {file, finding, findings: known};
  }

  /** Its findings of a year. The id of a vehicle is a filter too. */
  async findings(signal) {
    return (await get("/v1/findings", {...personal(this.query), filter: this.key, limit: 100}, signal)).rows;
  }

  /** The time of the curves: as the address has it, else around the finding, else the latest hours. */
  span({file, finding}) {
    if (this.query.get("from") && this.query.get("to")) {
      return ["from", "to"].map((name) => Date.parse(fromField(this.query.get(name))));
    }
    if (finding) {
      return [Date.parse(finding.start) - HOUR / 2, Date.parse(finding.end ?? finding.last) + HOUR / 2];
    }
    const last = file.state.collected ? Date.parse(file.state.collected) + 60_000 : Date.now();
    return [last - 8 * HOUR, last];
  }

  render() {
    const found = this.found;
    const vehicle = found?.file.state.vehicle;
    return html`
      <div class="bar head">
        <a class="button quiet" href=${address("vehicles", null, personal(this.query))}>${t("list.back")}</a>
        <h1>${t("page.vehicle")}${vehicle ? ` · ${plate(vehicle, t("subject.unfiled"))}` : ""}</h1>
        <span class="grow"></span>
        <button type="button" class="quiet" @click=${() => window.print()}>${t("list.print")}</button>
      </div>
      ${found ? this.shown(found) : this.waiting()}`;
  }

  shown(found) {
    const {state, values, entries, terminals} = found.file;
    return html`
      <div class="halves">
        <section><h2>${t("vehicle.file")}</h2>${this.identity(state, entries)}</section>
        <section><h2>${t("vehicle.now")} <small>${moment(state.collected)}</small></h2>${latest(values)}</section>
      </div>
      ${this.can("getTelemetry") ? this.curves(found) : nothing}
      ${this.can("listFindings") ? this.list(found.findings) : nothing}
      <h2>${t("vehicle.entries")}</h2>${entryTable(entries)}
      <h2>${t("vehicle.terminals")}</h2>${terminalTable(terminals)}`;
  }

  identity(state, entries) {
    const entry = entries.find((one) => !one.superseded && !one.validTo) ?? {};
    return facts([
      [t("field.plate"), plate(state.vehicle, t("subject.unfiled"))],
      [t("field.vin"), html`<span class="mono">${state.vehicle.vin}</span>`],
      [t("field.county"), state.vehicle.county],
      [t("field.stage"), filed(entry, "stage")],
      [t("field.fuel"), filed(entry, "fuel")],
      [t("field.use"), filed(entry, "use")],
      [t("field.mass"), number(entry.grossMassKg)],
      [t("field.sender"), word("sender", state.sender)],
      [t("field.received"), moment(state.received) || t("vehicle.never")],
      [t("field.origin"), word("origin", state.origin)],
    ]);
  }

  curves(found) {
    const [from, to] = this.span(found);
    const show = (begin, end) => go("vehicle", this.key, {...Object.fromEntries(this.query), from: toField(begin), to: toField(end)});
    const move = (event) => {
      event.preventDefault();
      const form = new FormData(event.target);
      show(Date.parse(fromField(form.get("from"))), Date.parse(fromField(form.get("to"))));
    };
    return html`<h2>${t("chart.title")}</h2>
      <form class="bar query" @submit=${move}>
        <label>${t("field.from")}<input type="datetime-local" name="from" required .value=${toField(from)}></label>
        <label>${t("field.to")}<input type="datetime-local" name="to" required .value=${toField(to)}></label>
        <button>${t("list.search")}</button>
        ${SPANS.map(([hours, key, shown]) => html`<button type="button" class="quiet" @click=${() => show(to - hours * HOUR, to)}>${t("chart.latest")} ${t(key, shown)}</button>`)}
      </form>
      <curve-charts .vehicle=${this.key} .from=${from} .to=${to} .marks=${found.findings} .way=${personal(this.query)}></curve-charts>`;
  }

  list(findings) {
    return html`<h2>${t("vehicle.findings")}</h2>
      ${findings.length === 0 ? html`<div class="blank">${t("list.empty")}</div>` : html`<div class="scroll"><table class="tight">
        <thead><tr>${["state", "rule", "reason", "from", "verified"].map((name) => html`<th scope="col">${t(`field.${name}`)}</th>`)}<th scope="col" class="doing">${t("list.actions")}</th></tr></thead>
        <tbody>${findings.map((one) => html`<tr><td><span class="tag ${one.state.toLowerCase()}">${word("state", one.state)}</span></td>
          <td class="nowrap">${breach(one.rule)}</td><td>${either(one.reason)}</td><td class="nowrap">${moment(one.start)}</td>
          <td>${word("verified", one.verified)}</td>
          <td class="doing"><a href=${address("finding", one.id, personal(this.query))} aria-label="${t("finding.open")} ${one.rule} ${one.start}">${t("finding.open")}</a>
            <a href=${address("vehicle", this.key, {...personal(this.query), around: one.id})} aria-label="${t("chart.title")} ${one.rule} ${one.start}">${t("chart.title")}</a></td></tr>`)}</tbody>
      </table></div>`}`;
  }
}

function latest(values) {
  const known = choices("value").map(([name]) => name);
  const rank = (name) => (known.includes(name) ? known.indexOf(name) : known.length);
  const names = Object.keys(values).sort((a, b) => rank(a) - rank(b));
  return names.length === 0
    ? html`<div class="blank">${t("vehicle.noValues")}</div>`
    : facts(names.map((name) => [word("value", name), values[name].value === null ? html`<span class="weak">${word("chart", quality(values[name].quality))}</span>` : `${number(values[name].value)} ${values[name].unit}`]));
}

/** OUT_OF_RANGE → outOfRange, as the figures of the curves have it. */
const quality = (code) => (code ?? "").toLowerCase().replace(/_(.)/g, (_, letter) => letter.toUpperCase());

const valid = (one) => html`${moment(one.validFrom)} — ${moment(one.validTo)}${one.superseded ? html` <span class="tag">${t("vehicle.superseded")}</span>` : nothing}`;

/** The words of a code, or what was filed before there were tables. */
const filed = (entry, name) => either(entry.words?.[name]) || entry[name];

function entryTable(entries) {
  return html`<div class="scroll" id="entries"><table class="tight"><thead><tr>
      ${["valid", "plate", "county", "stage", "fuel", "use", "torque", "power", "mass", "tank", "vehicleModel", "inspected"].map((name) => html`<th scope="col">${t(`field.${name}`)}</th>`)}</tr></thead>
    <tbody>${entries.map((one) => html`<tr><td class="nowrap">${valid(one)}</td><td class="nowrap">${plate(one, "—")}</td><td>${one.county}</td><td>${filed(one, "stage") ?? "—"}</td><td>${filed(one, "fuel") ?? "—"}</td><td>${filed(one, "use") ?? "—"}</td>
      <td>${number(one.referenceTorqueNm)}</td><td>${number(one.ratedPowerKw)}</td><td>${number(one.grossMassKg)}</td><td>${number(one.reagentTankLitres)}</td><td>${one.vehicleModel ?? "—"}</td><td class="nowrap">${one.inspectedUntil ?? "—"}</td></tr>`)}</tbody></table></div>`;
}

function terminalTable(terminals) {
  return html`<div class="scroll"><table class="tight"><thead><tr>
      ${["valid", "maker", "model", "firmware", "profile", "iccid", "origin"].map((name) => html`<th scope="col">${t(`field.${name}`)}</th>`)}</tr></thead>
    <tbody>${terminals.map((one) => html`<tr><td class="nowrap">${valid(one)}</td><td>${one.maker}</td><td>${one.model}</td><td>${one.firmware}</td><td>${one.profile}</td>
      <td class="mono">${one.iccid}</td><td>${word("origin", one.origin)}</td></tr>`)}</tbody></table></div>`;
}

customElements.define("vehicle-page", Vehicle);
