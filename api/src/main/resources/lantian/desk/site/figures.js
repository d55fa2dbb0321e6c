import {language, word} from "./words.js";

/** 2026-11-23T08:00:00+08:00 → 2026-11-23 08:00:00 */
export function moment(text) {
  return text ? text.slice(0, 19).replace("T", " ") : "";
}

/** Whole minutes and seconds between two moments. */
export function lasting(from, to) {
  const seconds = Math.round((Date.parse(to) - Date.parse(from)) / 1000) + 1;
  const minutes = Math.floor(seconds / 60);
  const [hour, minute, second] = language === "en" ? [" h ", " min ", " s"] : ["时", "分", "秒"];
  if (minutes >= 60) {
    return `${Math.floor(minutes / 60)}${hour}${minutes % 60}${minute}`.trim();
  }
  return (minutes > 0 ? `${minutes}${minute}` : "") + `${seconds % 60}${second}`;
}

const NUMBER = new Intl.NumberFormat(language === "en" ? "en" : "zh-CN", {maximumFractionDigits: 1});

export function number(value) {
  return value === null || value === undefined ? "—" : NUMBER.format(value);
}

/** A moment as the interface takes it, in Beijing time. */
export function beijing(epochMillis) {
  return new Date(epochMillis + 8 * 3600_000).toISOString().slice(0, 19) + "+08:00";
}

/** What a datetime-local field holds, as a moment of the interface and back. */
export const fromField = (text) => (text ? `${text}${text.length === 16 ? ":00" : ""}+08:00` : "");
export const toField = (epochMillis) => beijing(epochMillis).slice(0, 16);

/** What a rule finds, for people; an id that has no words stands for itself. */
export function breach(rule) {
  const code = (rule ?? "").replaceAll("-", "_");
  const name = word("breach", code);
  return name === code ? (rule ?? "") : name;
}

/** Plate and colour. */
export function plate(vehicle, unfiled) {
  return [vehicle.plate ?? unfiled, vehicle.plateColour].filter(Boolean).join(" ");
}
