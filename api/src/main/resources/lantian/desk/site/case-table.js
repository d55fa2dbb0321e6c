import {get} from "./talk.js";
import {either, t, word} from "./words.js";

let asked = null;

/** The case book's own table: its words for states, moves and what a move has to say. Read once. */
export function caseTable() {
  asked ??= get("/v1/case-table").catch((error) => {
    asked = null;
    throw error;
  });
  return asked;
}

/** The states of a track for a choice, all but "nothing yet". */
export const states = (table, track) =>
  (table?.states ?? []).filter((state) => state.track === track && state.state !== "none").map((state) => [state.state, either(state)]);

/** The name of a move. */
export const moveName = (table, id) =>
  either(table.moves.find((move) => move.move === id)) || either(table.marks.find((mark) => mark.mark === id)) || id;

const fieldOf = (table, id) => table.fields.find((field) => field.field === id);

export const fieldName = (table, id) => either(fieldOf(table, id)) || word("data", id);

/** A value of a move as people read it: a code by its words. */
export const fieldValue = (table, id, value) =>
  either(fieldOf(table, id)?.codes.find((code) => code.code === value)) || value;

/** What a dialog asks for, for what a move needs. */
export function needed(table, needs) {
  return needs.map((id) => {
    const {codes, type} = fieldOf(table, id) ?? {codes: [], type: "TEXT"};
    const field = {name: id, label: fieldName(table, id)};
    if (codes.length > 0) {
      return {...field, choices: codes.map((code) => [code.code, either(code)])};
    }
    return type === "DAY" ? {...field, type: "date"} : type === "AMOUNT" ? {...field, pattern: "[0-9]{1,7}([.][0-9]{1,2})?"} : field;
  });
}

/** Asks for the reason and what else a move needs; null if the dialog was closed. */
export const REASON = (value = "") => ({name: "reason", label: t("dialog.reason"), type: "long", value});
