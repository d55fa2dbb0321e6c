package lantian.obd.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** deploy/docs/rules.md is printed from the rule book and the rule sets. */
class RuleCatalogueTest {
  @Test
  void theDocumentIsUpToDate() throws IOException {
    Path file = Path.of(System.getProperty("lantian.root", ".."), "deploy/docs/rules.md");
    if (Boolean.getBoolean("lantian.write.docs")) {
      Files.writeString(file, document());
    }
    assertThat(Files.readString(file))
        .as("run mvn -pl obd-ingest -am test -Dtest=RuleCatalogueTest -Dlantian.write.docs=true")
        .isEqualTo(document());
  }

  private static String document() {
    StringBuilder out = new StringBuilder();
    out.append("# Rules (判定规则)\n\n");
    out.append("Generated from the rule book and the rule-set files in `lantian/obd/rules`.\n");
    out.append("A finding is a candidate: a person decides. ");
    out.append("No invalid, missing or saturated word ever leads to one.\n");
    for (Rule<?, ?> rule : RuleBook.STANDARD.rules()) {
      Rule.Portrait portrait = rule.portrait();
      out.append("\n## `%s` %s\n\n".formatted(rule.id(), both(portrait.name(), " · ")));
      row(out, "Sees (看什么)", portrait.sees());
      row(out, "Why (为什么)", portrait.why());
      row(out, "Cannot see (看不见什么)", portrait.blind());
      out.append("- **Not assessable (无法判定) when**: ").append(causes(rule)).append("\n");
      out.append("- **Unit** of measured value and limit: %s\n".formatted(rule.unit()));
      for (RuleSet set : RuleSets.builtIn().list()) {
        limits(out, rule, set);
      }
    }
    return out.toString();
  }

  private static void row(StringBuilder out, String what, Wording wording) {
    out.append("- **%s**: %s\n".formatted(what, both(wording, "<br>")));
  }

  private static String both(Wording wording, String between) {
    return wording.zh() + between + wording.en();
  }

  private static String causes(Rule<?, ?> rule) {
    return rule.causes().stream()
        .map(c -> "`%s` %s".formatted(c, c.zh()))
        .collect(Collectors.joining("; "));
  }

  private static void limits(StringBuilder out, Rule<?, ?> rule, RuleSet set) {
    RuleSet.Block block = set.block(rule.id());
    if (block == null) {
      out.append("\nNot in force under set `%s` from %s.\n".formatted(set.id(), set.from()));
      return;
    }
    out.append("\nSet `%s`, in force from %s:\n\n".formatted(set.id(), set.from()));
    out.append("| limit | value | unit | source | verified |\n|---|---|---|---|---|\n");
    for (Limit limit : block.rows()) {
      String verified = limit.verified() ? "yes" : "no";
      out.append(
          "| `%s` | %s | %s | %s | %s |\n"
              .formatted(limit.key(), limit.value(), limit.unit(), limit.source(), verified));
    }
    Law law = block.law();
    out.append("\nLegal basis (法律依据)%s:\n".formatted(law.verified() ? "" : ", not verified"));
    out.append(both(law.text(), "<br>")).append("\n");
  }
}
