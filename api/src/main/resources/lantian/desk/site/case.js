import {html, nothing} from "lit";
import "./chart.js";
import {caseTable} from "./case-table.js";
import {move} from "./case-move.js";
import {clocks, due, findingsOf, flags, ticks, timeline, trackTags} from "./case-view.js";
import {evidenceOf} from "./evidence.js";
import {breach, moment, number, plate} from "./figures.js";
import {facts, Page} from "./page.js";
import {corrected} from "./plate.js";
import {address, personal} from "./route.js";
import {get} from "./talk.js";
import {either, t, word} from "./words.js";

const AROUND = 15 * 60_000;

/** Moves that lead a case on; they stand out among those that stop it or lead it back. */
const FORWARD = ["review", "confirm", "refer", "receive", "supplement", "takeOver", "enter", "notify", "pay", "orderRepair", "recordRepair", "passRetest", "close"];

/** One case (案件详情): where it stands on its tracks, what it rests on, what is due, what the reader may do, and all that happened. */
class Case extends Page {
  static properties = {notice: {state: true}, parted: {state: true}};

  start() {
    this.notice = null;
    this.parted = null;
    return this.load();
  }

  async read(signal) {
    const evidence = this.can("getCaseManifest") ? get(`/v1/cases/${this.key}/manifests`, {}, signal) : null;
    const [table, one, sealed] = await Promise.all([caseTable(), get(`/v1/cases/${this.key}`, personal(this.query), signal), evidence]);
    return {table, one, evidence: sealed};
  }

  /** What the owner is told, in plain words; there is none before a person has confirmed the case. */
  async tellOwner() {
    this.notice = await get(`/v1/cases/${this.key}/notice`, personal(this.query));
    await this.updateComplete;
    this.querySelector("#notice").scrollIntoView();
  }

  /** Makes a move; whoever was too late reads the case as it is now. Who has done the last of his part does not see the case any more. */
  async act(one) {
    this.tell(null);
    try {
      if (await move(this.found.table, this.found.one, one.move, one.needs)) {
        await this.load();
        this.parted = this.fault?.status === 404 ? either(one) : null;
      }
    } catch (error) {
      await this.load();
      this.tell(error.message);
    }
  }

  render() {
    const one = this.found?.one;
    return html`
      <div class="bar head">
        <a class="button quiet" href=${address("cases", null, personal(this.query))}>${t("list.back")}</a>
        <h1>${one ? `${plate(one.vehicle, t("subject.unfiled"))} · ${breach(one.kind)}` : t("page.case")}</h1>
        ${one ? [trackTags(one.tracks, true), flags(one)] : nothing}
        <span class="grow"></span>
        ${one && this.can("getVehicle") ? html`<a class="button quiet" href=${address("vehicle", one.vehicle.id, {...personal(this.query), around: one.findings[0]?.id})}>${t("page.vehicle")}</a>` : nothing}
        ${one && this.can("getCaseNotice") ? html`<button type="button" class="quiet" id="tell-owner" @click=${() => this.attempt(() => this.tellOwner())}>${t("case.notice")}</button>` : nothing}
        <button type="button" class="quiet" @click=${() => window.print()}>${t("list.print")}</button>
      </div>
      ${one ? this.shown(one, this.found.table) : this.parted ? html`<div class="blank" role="status">${t("case.parted", this.parted)}</div>` : this.waiting()}`;
  }

  shown(one, table) {
    return html`
      <div class="halves">
        <section><h2>${t("case.facts")}</h2>${this.facts(one)}</section>
        <section><div class="unprinted"><h2>${t("case.moves")}</h2>${this.moves(one.moves)}</div>
          <h2>${t("case.ticks")}</h2><div class="panel">${ticks(one.corrections.length > 0 ? [...one.moves, {gates: [one.registryMatch]}] : one.moves)}</div></section>
      </div>
      <h2>${t("case.findings")}</h2>${findingsOf(one.findings, this.query)}
      ${one.supplements.length > 0 ? html`<h2>${t("case.supplements")}</h2>${findingsOf(one.supplements, this.query)}` : nothing}
      ${this.found.evidence ? evidenceOf(this, this.found) : nothing}
      <div class="halves">
        <section><h2>${t("case.clocks")}</h2><div class="scroll">${clocks(one.clocks)}</div></section>
        <section><h2>${t("case.timeline")}</h2><div class="panel">${timeline(one.events, table)}</div></section>
      </div>
      ${this.notice ? html`<section class="panel" id="notice" lang="zh-CN"><h2>${this.notice.title}</h2>${this.notice.paragraphs.map((one) => html`<p>${one.text}</p>`)}</section>` : nothing}
      ${this.can("getTelemetry") ? this.curves(one) : nothing}`;
  }

  facts(one) {
    const law = [...new Set(one.findings.map((finding) => either(finding.law) + (finding.law.verified ? "" : t("finding.lawUnchecked"))))].join("；");
    return facts([
      [t("field.vehicle"), html`${plate(one.vehicle, t("subject.unfiled"))} <span class="mono">${one.vehicle.vin}</span>`],
      ...corrected(one),
      [t("field.county"), one.vehicle.county],
      [t("case.act"), `${moment(one.act)} — ${moment(one.until)}`],
      [t("case.score"), number(one.score)],
      [t("field.verified"), one.verified ? word("verified", true) : html`<span class="weak">${t("finding.unproven")}</span>`],
      [t("case.due"), due(one)],
      [t("field.law"), law],
      [t("finding.refute"), t("finding.refuteText")],
      ...(one.previous ? [[t("case.previous"), html`<a href=${address("case", one.previous)}>${one.previous.slice(0, 8)}</a>`]] : []),
    ]);
  }

  /** What the reader may do. What is shut stays visible with its reason: the ticks say what is missing. */
  moves(moves) {
    return moves.length === 0
      ? html`<div class="panel small">${t("case.nothing")}</div>`
      : html`<div class="bar panel">${moves.map((one) => html`<button type="button" id="move-${one.move}" class=${FORWARD.includes(one.move) ? "" : "quiet"} ?disabled=${!one.open}
          title=${one.gates.flatMap((gate) => gate.shut.map(either)).join("；") || nothing} @click=${() => this.act(one)}>${either(one)}</button>`)}</div>`;
  }

  curves(one) {
    return html`<h2>${t("finding.curve")}</h2>
      <curve-charts .vehicle=${one.vehicle.id} .from=${Date.parse(one.act) - AROUND} .to=${Math.min(Date.parse(one.until), Date.parse(one.act) + 86_400_000) + AROUND}
        .marks=${one.findings} .way=${personal(this.query)}></curve-charts>`;
  }
}

customElements.define("case-page", Case);
