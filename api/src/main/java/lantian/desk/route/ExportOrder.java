package lantian.desk.route;

import lantian.desk.access.Caller;
import lantian.desk.http.Call;
import lantian.desk.http.Inputs;

/**
 * Who asks for an export, of what and how (导出请求).
 *
 * @param caller who
 * @param inputs the filter
 * @param english true if he prefers English to Chinese
 * @param unmasked true if personal data is asked for in full; the right to it has been checked
 * @param maySearch true if he may look vehicles up by plate or VIN
 */
record ExportOrder(
    Caller caller, Inputs inputs, boolean english, boolean unmasked, boolean maySearch) {
  static ExportOrder of(Call call) {
    return new ExportOrder(
        call.caller(),
        call.inputs(),
        call.english(),
        call.unmasked(),
        Listing.maySearch(call.operationsOf(call.caller().role())));
  }

  String word(String zh, String en) {
    return english ? en : zh;
  }

  String yes(boolean value) {
    return value ? word("是", "yes") : word("否", "no");
  }
}
