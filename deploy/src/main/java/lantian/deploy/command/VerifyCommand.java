package lantian.deploy.command;

import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import lantian.deploy.archive.ArchiveLedger;
import lantian.deploy.console.Failure;
import lantian.deploy.console.Json;
import lantian.deploy.console.Logs;
import lantian.deploy.console.Progress;
import lantian.deploy.proof.Proof;
import lantian.deploy.server.EvidenceAccess;
import lantian.deploy.server.Ledgers;
import lantian.deploy.server.Settings;
import lantian.deploy.server.Visit;
import lantian.desk.pinning.Flaw;
import lantian.desk.pinning.Ledger;
import lantian.desk.pinning.RootKeys;
import lantian.obd.log.Tombstones;
import lantian.proto.CityTime;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lantian verify}: whether anything stored was changed. */
@Command(
    name = "verify",
    description = {
      "Holds everything stored against itself and against the pins outside the database, and",
      "names each record that was changed, is missing, was added or has moved (核验). Reads only,",
      "with the server running or stopped. Exit code 0: whole, 1: not, 2: used wrongly."
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private SiteOptions site = new SiteOptions();

  @Option(
      names = "--pins",
      paramLabel = "FOLDER",
      description = "Folder of the pins, or of a copy (default: as set).")
  private @Nullable Path pins;

  @Option(
      names = "--keys",
      paramLabel = "FOLDER",
      description = {
        "Folder with the public keys of the roots, *.pub (default: keys in the folder of the",
        "pins). Only keys that lie elsewhere show that somebody signed with a key of his own."
      })
  private @Nullable Path keys;

  @Option(
      names = "--root",
      paramLabel = "FILE",
      description = {
        "File with copies of signed roots, one a line, as they stand on lists, covers and sheets:",
        "each must still be among the roots that are kept."
      })
  private @Nullable Path root;

  @Option(
      names = "--archive",
      paramLabel = "FOLDER",
      description = {
        "Folder of archives, or of one: their files are held against their manifests and these",
        "against the tombstones."
      })
  private @Nullable Path archive;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  private record Wrong(String event, Flaw flaw) {}

  private record End(
      String event,
      boolean whole,
      long records,
      double seconds,
      long flaws,
      Map<String, Long> byLedger,
      Map<String, Long> unpinned,
      long pins,
      @Nullable String lastPin,
      List<String> notes) {}

  @Override
  public Integer call() throws IOException {
    Logs.quiet();
    PrintWriter err = spec.commandLine().getErr();
    Settings settings = site.visiting(err::println);
    Path folder = pins == null ? settings.pins() : pins;
    RootKeys known = keys(keys == null ? folder.resolve("keys") : keys);
    Proof proof;
    InstantSource clock = InstantSource.system();
    try (Visit visit = new Visit(settings, site.mongod(err::println), clock);
        EvidenceAccess files = EvidenceAccess.reading(settings, clock)) {
      MongoDatabase database = visit.durable();
      proof =
          Proof.of(
              ledgers(database, files, known),
              folder,
              known,
              copies(),
              new Progress("records", Proof.expected(database), err));
    }
    tell(proof, spec.commandLine().getOut());
    return proof.whole() ? 0 : Failure.FAILED;
  }

  private List<Ledger> ledgers(MongoDatabase database, EvidenceAccess files, RootKeys known) {
    List<Ledger> all = new ArrayList<>(Ledgers.of(database, files.store()));
    if (archive != null) {
      if (!Files.isDirectory(archive)) {
        throw Failure.usage("--archive: no folder " + archive);
      }
      all.add(new ArchiveLedger(archive, known, new Tombstones(database)));
    }
    return all;
  }

  private List<String> copies() {
    try {
      return root == null ? List.of() : Files.readAllLines(root);
    } catch (IOException e) {
      throw Failure.usage("--root: can't be read as text: " + root);
    }
  }

  private static RootKeys keys(Path folder) {
    try {
      return RootKeys.read(folder);
    } catch (IOException e) {
      throw Failure.usage("--keys: " + e.getMessage());
    }
  }

  private void tell(Proof proof, PrintWriter out) {
    for (Flaw flaw : proof.flaws()) {
      out.println(json ? Json.line(new Wrong("flaw", flaw)) : words(flaw));
    }
    double seconds = proof.took().toMillis() / 1e3;
    String last =
        proof.lastPin() == null ? null : proof.lastPin().atOffset(CityTime.ZONE).toString();
    if (json) {
      out.println(
          Json.line(
              new End(
                  "end",
                  proof.whole(),
                  proof.looked(),
                  seconds,
                  proof.flawCount(),
                  proof.records(),
                  proof.unpinned(),
                  proof.pins(),
                  last,
                  proof.notes())));
      return;
    }
    proof
        .records()
        .forEach((ledger, count) -> {
          long tail = proof.unpinned().getOrDefault(ledger, 0L);
          out.printf("%-10s %,14d records, %,d newer than the last pin%n", ledger, count, tail);
        });
    proof.notes().forEach(note -> out.println("note: " + note));
    out.println(
        last == null
            ? "nothing is pinned: what was taken away at the end of a chain can't be seen"
            : "%,d pins, the last of %s".formatted(proof.pins(), last));
    out.printf(
        "%s: %,d records in %.1f s, %,d a second, %,d wrong%n",
        proof.whole() ? "whole" : "NOT WHOLE",
        proof.looked(),
        seconds,
        Math.round(proof.looked() / Math.max(seconds, 0.001)),
        proof.flawCount());
  }

  private static String words(Flaw flaw) {
    String elsewhere = flaw.elsewhere() == null ? "" : " to " + flaw.elsewhere();
    return "%-8s %-10s %s%s  %s"
        .formatted(flaw.kind(), flaw.ledger(), flaw.record(), elsewhere, flaw.detail());
  }
}
