package lantian.deploy.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lantian.deploy.console.Failure;
import lantian.desk.register.RegisterReadings;
import lantian.desk.register.Span;
import lantian.desk.register.VehicleValues;
import lantian.proto.Sm3;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which vehicles a command is about (车辆范围): all, some by VIN, or those of a county. */
final class VehicleChoice {
  private static final int BATCH = 500;

  @Option(
      names = "--vin",
      paramLabel = "VIN",
      description = "Only this vehicle; may be repeated, also with commas.",
      split = ",")
  private List<String> vins = new ArrayList<>();

  @Option(
      names = "--county",
      paramLabel = "CODE",
      description = "Only vehicles filed in this county on a day of the period.")
  private @Nullable String county;

  /** What is asked for, for the audit trail; vehicles stand there as digests. */
  String said() {
    if (!vins.isEmpty()) {
      return named().stream()
          .map(VehicleChoice::hidden)
          .collect(Collectors.joining(" ", " of ", ""));
    }
    return county == null ? "" : " --county " + county;
  }

  /** A vehicle as the audit trail names it. */
  static String hidden(Vin vin) {
    return "vehicle " + HexFormat.of().formatHex(Sm3.of(vin.bytes()), 0, 8);
  }

  /** Refuses what contradicts itself or is no VIN. */
  void check() {
    if (!vins.isEmpty() && county != null) {
      throw Failure.usage("--vin and --county exclude each other");
    }
    named();
  }

  /**
   * The chosen ones among those that are stored.
   *
   * @param from first moment of the period
   * @param to moment behind it
   */
  List<Vin> among(List<Vin> stored, RegisterReadings register, Instant from, Instant to) {
    if (!vins.isEmpty()) {
      Set<Vin> known = new HashSet<>(stored);
      List<Vin> named = named();
      List<Vin> there = named.stream().filter(known::contains).toList();
      if (there.size() < named.size()) {
        throw Failure.failed(
            "of %d vehicle(s) of --vin nothing is stored".formatted(named.size() - there.size()));
      }
      return there;
    }
    if (county == null) {
      return stored;
    }
    List<Vin> chosen = new ArrayList<>();
    for (int at = 0; at < stored.size(); at += BATCH) {
      List<Vin> batch = stored.subList(at, Math.min(stored.size(), at + BATCH));
      Map<Vin, List<Span<VehicleValues>>> filed = register.vehicles(batch);
      for (Vin vin : batch) {
        if (filed.getOrDefault(vin, List.of()).stream().anyMatch(span -> in(span, from, to))) {
          chosen.add(vin);
        }
      }
    }
    return chosen;
  }

  private boolean in(Span<VehicleValues> span, Instant from, Instant to) {
    Instant end = span.to();
    boolean then = span.from().isBefore(to) && (end == null || end.isAfter(from));
    return then && String.valueOf(county).equals(span.values().county());
  }

  private List<Vin> named() {
    try {
      return vins.stream().map(text -> new Vin(text.strip())).distinct().toList();
    } catch (IllegalArgumentException e) {
      throw Failure.usage("--vin: " + e.getMessage());
    }
  }
}
