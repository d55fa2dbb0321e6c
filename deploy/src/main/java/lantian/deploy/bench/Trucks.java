package lantian.deploy.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import lantian.deploy.simulate.truck.Stage;
import lantian.proto.CityTime;

/** The vehicles of a bench (测试车辆): each shape has its own, all are filed beforehand. */
final class Trucks {
  private static final Duration BEFORE = Duration.ofDays(300);
  private static final Duration RECENT = Duration.ofHours(2);
  private static final Duration FILED_BEFORE = Duration.ofDays(400);

  private final Payload payload;
  private final Instant now;
  private int count;

  /** Vehicles whose data begins 300 days before {@code now}, so that fast ones stay in the past. */
  Trucks(Payload payload, Instant now) {
    this.payload = payload;
    this.now = now;
  }

  /** First collection second of all of them. */
  long first() {
    return now.minus(BEFORE).getEpochSecond();
  }

  /** So many that nobody has had. */
  List<Sender> fresh(int number) {
    int from = count;
    count += number;
    return IntStream.range(from, count).mapToObj(i -> new Sender(payload, i, first())).toList();
  }

  /** So many whose data begins two hours ago, so that the rules in force today judge them. */
  List<Sender> recent(Payload theirs, int number) {
    int from = count;
    count += number;
    long begin = now.minus(RECENT).getEpochSecond();
    return IntStream.range(from, count).mapToObj(i -> new Sender(theirs, i, begin)).toList();
  }

  /** These vehicles as a file for the register. */
  String filing(List<Sender> senders) {
    String since = now.minus(FILED_BEFORE).atOffset(CityTime.ZONE).toString();
    StringBuilder out =
        new StringBuilder(
            "vin,validFrom,stage,fuel,referenceTorqueNm,ratedPowerKw,grossMassKg,whtcWorkKwh,"
                + "iccid,origin\n");
    for (Sender sender : senders) {
      String stage = payload.stage(sender.vehicle()) == Stage.V ? "V" : "VI";
      out.append(sender.vin().text()).append(',').append(since).append(',').append(stage);
      out.append(",DIESEL,2000,316,42000,28,").append(sender.iccid()).append(",MODELLED\n");
    }
    return out.toString();
  }
}
