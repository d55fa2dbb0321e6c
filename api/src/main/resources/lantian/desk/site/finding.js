import {html, nothing} from "lit";
import "./chart.js";
import {lasting, moment, number, plate} from "./figures.js";
import {facts, Page} from "./page.js";
import {address, personal} from "./route.js";
import {get} from "./talk.js";
import {either, t, word} from "./words.js";

const AROUND = 15 * 60_000;

/** Everything a finding says. */
export function findingFacts(finding) {
  const {measured, peak, peakAt, limit, unit} = finding;
  const end = finding.end ?? finding.last ?? finding.start;
  return [
    [t("field.reason"), html`<strong>${either(finding.reason)}</strong>`],
    [t("field.state"), t("finding.revision", word("state", finding.state), finding.revision, moment(finding.changed))],
    [t("field.time"), t("finding.span", moment(finding.start), moment(end), lasting(finding.start, end))],
    [t("field.values"), t("finding.values", number(measured), number(peak), moment(peakAt), number(limit), unit)],
    [t("field.rule"), t("finding.ruleSet", finding.rule ?? "", finding.ruleSet, finding.score)],
    [t("field.law"), either(finding.law) + (finding.law.verified ? "" : t("finding.lawUnchecked"))],
    [t("field.verified"), finding.verified ? word("verified", true) : html`<span class="weak">${t("finding.unproven")}</span>`],
    [t("field.origin"), word("origin", finding.origin)],
    [t("finding.refute"), t("finding.refuteText")],
  ];
}

/** One finding with the packets it rests on (线索与证据). */
class Finding extends Page {
  read(signal) {
    return get(`/v1/findings/${this.key}`, personal(this.query), signal);
  }

  render() {
    const found = this.found;
    return html`
      <div class="bar head">
        <a class="button quiet" href=${address("findings", null, personal(this.query))}>${t("list.back")}</a>
        <h1>${found ? t("finding.title", found.finding.id.slice(0, 8), found.finding.rule) : t("page.finding")}</h1>
        <span class="grow"></span>
        ${found && this.can("getVehicle")
          ? html`<a class="button quiet" href=${address("vehicle", found.finding.vehicle.id, {...personal(this.query), around: this.key})}>${t("page.vehicle")}</a>`
          : nothing}
        <button type="button" class="quiet" @click=${() => window.print()}>${t("list.print")}</button>
      </div>
      ${found ? this.shown(found) : this.waiting()}`;
  }

  shown({finding, packets, packetCount}) {
    const vehicle = [t("field.vehicle"), html`${plate(finding.vehicle, t("subject.unfiled"))}　<span class="mono">${finding.vehicle.vin}</span>　${finding.vehicle.county}`];
    return html`
      ${facts([vehicle, ...findingFacts(finding)])}
      ${this.can("getTelemetry")
        ? html`<h2>${t("finding.curve")}</h2>
            <curve-charts .vehicle=${finding.vehicle.id} .from=${Date.parse(finding.start) - AROUND}
              .to=${Date.parse(finding.end ?? finding.last) + AROUND} .marks=${[finding]} .way=${personal(this.query)}></curve-charts>`
        : nothing}
      <h2>${t("finding.packets")} <small>${t("finding.packetCount", packetCount, packets.length)}</small></h2>
      ${packets.map(packet)}`;
  }
}

function packet(one) {
  return html`<details>
    <summary>${t("finding.packet", moment(one.received), word("sender", one.sender), one.position)}</summary>
    <p class="mono small">SM3 ${one.sm3}</p>
    ${one.hex === null
      ? html`<p class="weak">${t("finding.noHex")}</p>`
      : html`<pre class="hex" tabindex="0">${one.hex.replace(/(..)/g, "$1 ").trim()}</pre>`}
    <pre tabindex="0">${JSON.stringify(one.decoded, null, 2)}</pre>
  </details>`;
}

customElements.define("finding-page", Finding);
