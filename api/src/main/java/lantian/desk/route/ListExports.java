package lantian.desk.route;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import lantian.desk.DeskSettings;
import lantian.desk.access.Caller;
import lantian.desk.access.Role;
import lantian.desk.export.Column;
import lantian.desk.export.TableHead;
import lantian.desk.export.TableShape;
import lantian.desk.fault.Fault;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.desk.lists.HandoverList;
import lantian.desk.lists.ListBook;
import lantian.desk.lists.ListKind;
import lantian.desk.lists.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * Files of lists (清单导出): one list with its rows, and the lists of a period, a line each with where
 * they stand, what came back and who took receipt (清单台账).
 */
final class ListExports {
  private final ListBook book;
  private final Whereabouts places;
  private final DeskSettings.Limits limits;
  private final Supplier<Optional<String>> root;

  ListExports(
      ListBook book,
      Whereabouts places,
      DeskSettings.Limits limits,
      Supplier<Optional<String>> root) {
    this.book = book;
    this.places = places;
    this.limits = limits;
    this.root = root;
  }

  void into(Exporting exporting) {
    exporting.also("exportList", this::one);
    exporting.also("exportLists", this::ledger);
  }

  private Export<?> one(ExportOrder order, Instant at, long most) {
    HandoverList list =
        visible(order.caller(), book, order.inputs().needed("listNumber"))
            .orElseThrow(() -> new Refusal(Fault.NOT_FOUND));
    return new ListTable(order, list, places, at).export();
  }

  private Export<HandoverList> ledger(ExportOrder order, Instant at, long most) {
    Caller caller = order.caller();
    ListKind kind = kind(order);
    Range range = Range.of(order.inputs(), at, limits.listSpan());
    Instant to = range.to();
    Instant end = to == null ? at : to;
    long count = book.count(kind, caller.county(), range.from(), to, most);
    List<TableHead.Line> about = new java.util.ArrayList<>(Covers.period(order, range.from(), to));
    about.add(Covers.line(order, "清单种类", "kind", order.word(kind.zh(), kind.name())));
    about.add(Covers.line(order, "区县", "county", caller.county()));
    about.add(Covers.root(order, root.get().orElse(null)));
    List<String> parts =
        List.of(
            order.word("清单台账", "lists"),
            Export.place(order, count),
            Export.period(order, range.from(), end),
            order.word(kind.zh(), kind.name().toLowerCase(Locale.ROOT)));
    return new Export<>(
        order,
        TableShape.of("清单台账", "lists", columns(order), list -> null),
        line -> book.each(kind, caller.county(), range.from(), to, line),
        parts,
        about,
        count,
        at);
  }

  /** The kind that is asked for; without a word the one that the caller's department is sent. */
  private static ListKind kind(ExportOrder order) {
    String wanted = order.inputs().text("kind");
    Role role = order.caller().role();
    if (wanted == null) {
      return role == ListKind.REPAIRS.addressee() ? ListKind.REPAIRS : ListKind.VIOLATIONS;
    }
    ListKind kind = ListKind.valueOf(wanted);
    if (!concerns(order.caller(), kind)) {
      throw new Refusal(
          Fault.INVALID,
          List.of(
              FieldError.of(
                  "kind", "FORBIDDEN", "本角色不能查看该种清单", "your role may not see lists of this kind")));
    }
    return kind;
  }

  private static List<Column<HandoverList>> columns(ExportOrder order) {
    return List.of(
        Column.of("清单编号", "list", HandoverList::number),
        Column.of("区县", "county", HandoverList::county),
        Column.of("签发时间", "issued", list -> Moments.text(list.issued())),
        Column.of("签发人", "issued by", HandoverList::issuer),
        Column.of("状态", "state", list -> order.word(list.state().zh(), list.state().name())),
        Column.of("行数", "rows", list -> list.rows().size()),
        Column.of("已反馈", "answered", list -> list.results().size()),
        Column.of("未能流转", "not moved", HandoverList::notMade),
        Column.of("签收人", "received by", list -> receipt(list, Receipt::by)),
        Column.of("签收单位", "organisation", list -> receipt(list, Receipt::organisation)),
        Column.of("签收时间", "received", list -> receipt(list, got -> Moments.text(got.at()))),
        Column.wide("校验值（SM3）", "hash (SM3)", HandoverList::hash));
  }

  private static @Nullable String receipt(
      HandoverList list, java.util.function.Function<Receipt, String> what) {
    Receipt receipt = list.receipt();
    return receipt == null ? null : what.apply(receipt);
  }

  /** A list, if this caller may know that it exists. */
  static Optional<HandoverList> visible(Caller caller, ListBook book, String number) {
    return book.find(number)
        .filter(list -> concerns(caller, list.kind()))
        .filter(list -> caller.county() == null || caller.county().equals(list.county()));
  }

  static boolean concerns(Caller caller, ListKind kind) {
    return caller.role().includes(Role.ECOLOGY) || caller.role() == kind.addressee();
  }
}
