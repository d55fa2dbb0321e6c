package lantian.desk.route;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lantian.desk.DeskSettings;
import lantian.desk.cases.CaseActor;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.http.Answer;
import lantian.desk.http.Call;
import lantian.desk.http.Operation;
import lantian.desk.lists.GivenResult;
import lantian.desk.lists.HandoverList;
import lantian.desk.lists.LineAnswer;
import lantian.desk.lists.ListBook;
import lantian.desk.lists.ListFault;
import lantian.desk.lists.ListKind;
import lantian.desk.lists.Receipt;
import lantian.desk.lists.ResultFile;

/** Lists: what was issued, its receipt and its results (移交清单办理). */
final class ListOperations {
  private final ListBook book;
  private final ListIssuing issuing;
  private final Listing listing;
  private final DeskSettings.Limits limits;
  private final InstantSource clock;

  ListOperations(
      ListBook book,
      ListIssuing issuing,
      Listing listing,
      DeskSettings.Limits limits,
      InstantSource clock) {
    this.book = book;
    this.issuing = issuing;
    this.listing = listing;
    this.limits = limits;
    this.clock = clock;
  }

  void into(Map<String, Operation> operations) {
    operations.put("listLists", this::list);
    operations.put("issueList", issuing::issue);
    operations.put("getList", this::get);
    operations.put("receiveList", this::receive);
    operations.put("answerList", call -> answer(call, lines(call.json().getJsonArray("rows"))));
    operations.put("answerListByFile", call -> answer(call, ResultFile.read(call.file())));
  }

  private Answer list(Call call) {
    int limit = Math.min(limits.page(), call.inputs().number("limit", 50));
    String wanted = call.inputs().text("kind");
    ListKind kind = wanted == null ? ListKind.VIOLATIONS : ListKind.valueOf(wanted);
    JsonArray rows = new JsonArray();
    String next = null;
    if (ListExports.concerns(call.caller(), kind)) {
      List<HandoverList> found =
          book.list(kind, call.caller().county(), listing.cursor(call), limit);
      found.forEach(list -> rows.add(ListViews.json(list)));
      next = found.size() < limit ? null : listing.seal(call, found.getLast().number());
    }
    return Answer.of(new JsonObject().put("rows", rows).put("next", next));
  }

  private Answer get(Call call) {
    HandoverList list = visible(call);
    return Answer.of(ListViews.withRows(list, call.unmasked()));
  }

  private Answer receive(Call call) {
    HandoverList list = visible(call);
    Receipt receipt = new Receipt(CaseActor.of(call.caller()), clock.instant());
    String confirmed = call.json().getString("hash");
    list.refusal(receipt, confirmed).ifPresent(fault -> refuse("hash", fault));
    call.begins();
    return switch (book.receive(list.number(), receipt, confirmed)) {
      case ListBook.Change.Done done -> Answer.of(ListViews.json(done.list()));
      case ListBook.Change.Refused refused -> throw refusal("hash", refused.fault());
      case ListBook.Change.Standing _ -> throw refusal("listNumber", ListFault.LISTED);
      case ListBook.Change.Unknown _ -> throw new Refusal(Fault.NOT_FOUND);
    };
  }

  private Answer answer(Call call, List<GivenResult> lines) {
    HandoverList list = visible(call);
    if (list.state() == HandoverList.State.ISSUED) {
      refuse("listNumber", ListFault.NOT_RECEIVED);
    }
    call.begins();
    ListBook.Answered answered =
        book.answer(list.number(), lines, CaseActor.of(call.caller()))
            .orElseThrow(() -> new Refusal(Fault.NOT_FOUND));
    long accepted = count(answered, LineAnswer.Status.ACCEPTED);
    call.because("accepted=" + accepted + " of " + lines.size());
    JsonArray rows = new JsonArray();
    answered.lines().forEach(line -> rows.add(ListViews.json(line)));
    return Answer.of(
        new JsonObject()
            .put("list", ListViews.json(answered.list()))
            .put("accepted", accepted)
            .put("unchanged", count(answered, LineAnswer.Status.UNCHANGED))
            .put("rejected", count(answered, LineAnswer.Status.REJECTED))
            .put("rows", rows));
  }

  private static List<GivenResult> lines(JsonArray rows) {
    List<GivenResult> lines = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      JsonObject row = rows.getJsonObject(i);
      lines.add(
          new GivenResult(
              i + 1,
              row.getString("case"),
              row.getInteger("row"),
              row.getString("plate"),
              row.getString("colour"),
              row.getString("result"),
              row.getString("reference"),
              row.getString("day"),
              row.getString("reason"),
              row.getString("code"),
              row.getString("workshop")));
    }
    return lines;
  }

  private static long count(ListBook.Answered answered, LineAnswer.Status status) {
    return answered.lines().stream().filter(line -> line.status() == status).count();
  }

  /** The list of the call, if the caller may know that it exists. */
  private HandoverList visible(Call call) {
    String number = call.inputs().needed("listNumber");
    call.about(number);
    return ListExports.visible(call.caller(), book, number)
        .orElseThrow(() -> new Refusal(Fault.NOT_FOUND));
  }

  private static void refuse(String field, ListFault fault) {
    throw refusal(field, fault);
  }

  private static Refusal refusal(String field, ListFault fault) {
    return new Refusal(
        Fault.CONFLICT, List.of(FieldError.of(field, fault.name(), fault.zh(), fault.en())));
  }
}
