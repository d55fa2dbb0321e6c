import {html, nothing, render} from "lit";
import {t} from "./words.js";

function control(field) {
  const {name, label, choices, required = true, type = "text", max = 500, value = ""} = field;
  if (choices) {
    return html`<label>${label}<select name=${name}>
      ${choices.map(([code, word]) => html`<option value=${code} ?selected=${code === value}>${word}</option>`)}
    </select></label>`;
  }
  if (type === "long") {
    return html`<label>${label}<textarea name=${name} rows="3" maxlength=${max} ?required=${required} .value=${value}></textarea></label>`;
  }
  return html`<label>${label}<input name=${name} type=${type} maxlength=${max} pattern=${field.pattern ?? nothing}
    ?required=${required} .value=${value} autocomplete="off"></label>`;
}

/**
 * Asks in a dialog and gives what was filled in, or null if it was closed. Without fields it asks yes or no, and with
 * `shown` it shows something to be copied.
 */
export function askFor({title, fields = [], shown, confirm = t("dialog.confirm"), note}) {
  return new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    const close = (answer) => {
      dialog.remove();
      resolve(answer);
    };
    const submit = (event) => {
      event.preventDefault();
      close(Object.fromEntries(new FormData(event.target)));
    };
    render(
      html`<form @submit=${submit}>
        <h2>${title}</h2>
        ${note ? html`<p class="small">${note}</p>` : nothing}
        ${shown ? html`<output class="once mono">${shown}</output>` : fields.map(control)}
        <div class="bar end">
          ${shown ? nothing : html`<button type="button" class="quiet" @click=${() => close(null)}>${t("dialog.cancel")}</button>`}
          <button>${confirm}</button>
        </div>
      </form>`,
      dialog,
    );
    dialog.setAttribute("aria-label", title);
    dialog.addEventListener("cancel", () => close(null));
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector("textarea,input,select,button:not(.quiet)")?.focus();
  });
}
