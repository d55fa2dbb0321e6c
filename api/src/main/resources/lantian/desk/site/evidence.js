import {html, nothing} from "lit";
import {askFor} from "./ask.js";
import {moveName} from "./case-table.js";
import {moment, number} from "./figures.js";
import {personal} from "./route.js";
import {ask} from "./talk.js";
import {choices, t, word} from "./words.js";

const TYPES = ["image/jpeg", "image/png", "video/mp4", "application/pdf", "application/zip"];
const ROLES = ["scene", "plate", "repair", "statement", "other"];

/** Raw evidence can't be masked: asks what for, unless the page says so already. */
async function purpose(query) {
  const said = personal(query);
  if (said.personal) {
    return said;
  }
  const fields = [{name: "purpose", label: t("evidence.purpose"), choices: choices("purpose").filter(([code]) => code)}];
  const given = await askFor({title: t("evidence.raw"), fields, note: t("evidence.rawNote")});
  return given && {personal: "full", purpose: given.purpose};
}

async function fetchRaw(path, query) {
  const said = await purpose(query);
  if (said) {
    location.assign(`${path}?${new URLSearchParams(said)}`);
  }
}

/** Sends the chosen file as it is; the desk holds it against its declared type. */
async function add(page, event) {
  event.preventDefault();
  const form = event.target;
  const file = form.elements.file.files[0];
  if (!TYPES.includes(file.type)) {
    throw new Error(t("evidence.types"));
  }
  const query = new URLSearchParams({type: file.type, role: form.elements.role.value});
  await ask("POST", `/v1/cases/${page.key}/evidence?${query}`, {upload: file});
  form.reset();
  page.tell(t("evidence.added"), true);
  await page.load();
}

/** What a case rests on: its manifests, the files added to it, and what can be taken along. */
export function evidenceOf(page, {table, evidence}) {
  const at = `/v1/cases/${page.key}`;
  const query = new URLSearchParams(personal(page.query)).toString();
  const sealed = evidence.rows.length > 0;
  return html`<section id="evidence"><h2>${t("evidence.title")}</h2>
    <div class="bar unprinted">
      ${sealed ? html`<a class="button" id="evidence-sheet" href="${at}/sheet${query ? `?${query}` : ""}" download>${t("evidence.sheet")}</a>
        <button type="button" class="quiet" id="evidence-pack" @click=${() => page.attempt(() => fetchRaw(`${at}/pack`, page.query))}>${t("evidence.pack")}</button>` : html`<span class="small">${t("evidence.none")}</span>`}
      <span class="grow"></span>
      ${page.can("addEvidence") ? html`<form class="bar" id="evidence-add" @submit=${(event) => page.attempt(() => add(page, event))}>
        <label>${t("evidence.role")}<select name="role">${ROLES.map((role) => html`<option value=${role}>${word("evidence", role)}</option>`)}</select></label>
        <label>${t("evidence.file")}<input type="file" name="file" required accept=${TYPES.join(",")}></label>
        <button class="quiet">${t("evidence.add")}</button></form>` : nothing}
    </div>
    ${sealed ? html`<div class="scroll"><table class="tight"><thead><tr>${["number", "event", "made", "holds", "hash"].map((name) => html`<th scope="col">${t(`evidence.${name}`)}</th>`)}</tr></thead>
      <tbody>${[...evidence.rows].reverse().map((row) => html`<tr><td class="number">${row.sequence + 1}</td><td>${moveName(table, row.event.move)} #${row.event.seq}</td><td class="nowrap">${moment(row.at)}</td>
        <td>${t("evidence.counts", number(row.findingCount), number(row.packetCount), number(row.registerCount), number(row.fileCount))}</td><td class="mono small" title=${row.hash}>${row.hash.slice(0, 24)}</td></tr>`)}</tbody></table></div>` : nothing}
    ${evidence.files.length > 0 ? html`<ul class="files">${evidence.files.map((file) => html`<li>${word("evidence", file.role)} · ${file.mediaType} · ${number(file.size)} B
      <span class="mono small" title=${file.id}>${file.id.slice(0, 16)}</span>
      <button type="button" class="quiet unprinted" @click=${() => page.attempt(() => fetchRaw(`${at}/evidence/${file.id}`, page.query))}>${t("evidence.open")}</button></li>`)}</ul>` : nothing}
  </section>`;
}
