package lantian.desk.route;

import java.util.List;
import lantian.desk.rules.RuleRoom;
import lantian.desk.rules.RuleSetBook;
import lantian.desk.rules.RuleText;
import lantian.obd.filing.ActiveRules;
import lantian.obd.read.RuleSheet;

/** The rule sets of the OBD room (OBD 规则集). */
public final class ObdRules implements RuleRoom {
  private static final String NAME = "obd";

  /** Those that two people have put in force, as the room asks for them. */
  public static ActiveRules active(RuleSetBook book) {
    return () ->
        book.active(NAME).stream().map(set -> new ActiveRules.File(set.id(), set.body())).toList();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<RuleText> builtIn() {
    return RuleSheet.builtIn().stream().map(ObdRules::text).toList();
  }

  @Override
  public RuleText read(byte[] body) {
    return text(RuleSheet.read(body));
  }

  private static RuleText text(RuleSheet sheet) {
    List<RuleText.Line> lines =
        sheet.rows().stream()
            .map(row ->
                new RuleText.Line(
                    row.rule(), row.key(), row.value(), row.unit(), row.source(), row.verified()))
            .toList();
    return new RuleText(sheet.id(), sheet.from(), sheet.zh(), sheet.en(), lines);
  }
}
