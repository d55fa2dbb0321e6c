package lantian.deploy.bench;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import lantian.deploy.console.Failure;
import lantian.deploy.simulate.truck.Stage;
import lantian.obd.chunk.ItemReading;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.rule.Finding;
import lantian.obd.rule.Judge;
import lantian.obd.rule.Memory;
import lantian.obd.rule.RuleSets;
import org.bson.Document;

/**
 * From the answer to the packet that passes a limit until a majority read shows the finding
 * (线索可见时延), alone and while a city's packets arrive.
 */
final class FindingLag {
  /** Packets a second of 50,000 trucks. */
  static final double CITY = 5_000;

  private static final int TRUCKS = 100;
  private static final long SEED = 77;
  private static final int PACKETS = 360;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Site site;
  private final Report report;

  FindingLag(Site site, Report report) {
    this.site = site;
    this.report = report;
  }

  /** Trucks that dose nothing. */
  static Payload payload() {
    return Payload.undosed(SEED, TRUCKS, PACKETS);
  }

  /**
   * Measures one finding after the other.
   *
   * @param faulty trucks of {@link #payload}, filed, half for each time
   * @param others trucks for the load beside it
   */
  void measure(Child server, Payload payload, List<Sender> faulty, List<Sender> others)
      throws IOException, InterruptedException {
    report.heading("From the answer to a packet to the finding");
    int half = faulty.size() / 2;
    Target target = site.target(server);
    told("alone", target, payload, faulty.subList(0, half));
    Shape shape = Shape.platforms(50, 16, others.size());
    try (Generator load = new Generator(target.of(shape), shape, others, Plan.THREADS, false)) {
      load.resume();
      try (OpenLoop rate = load.openLoop(CITY)) {
        String beside = "while %,.0f packets/s arrive".formatted(CITY);
        Latencies lags = told(beside, target, payload, faulty.subList(half, faulty.size()));
        report.fact("packets of the load that could not be sent: %,d", rate.unsent());
        report.atMost("seconds from answer to finding, p95", 2, lags.millis(0.95) / 1e3, "%.2f");
      }
    }
  }

  private Latencies told(String when, Target target, Payload payload, List<Sender> faulty)
      throws IOException, InterruptedException {
    report.doing("%s: awaiting the findings of %,d trucks", when, faulty.size());
    Latencies lags = new Latencies();
    int judged = 0;
    for (Sender sender : faulty) {
      int packet = telling(payload, sender);
      if (packet < 0) {
        continue;
      }
      judged++;
      lags.add(lag(target.terminals(), sender, packet));
    }
    report.fact(
        "%s, %d findings: p50 %.0f ms, p95 %.0f ms, longest %.0f ms",
        when, judged, lags.millis(0.5), lags.millis(0.95), lags.millis(1));
    return lags;
  }

  /** The number of the packet with which the first finding is told, −1 if none is. */
  private static int telling(Payload payload, Sender sender) {
    Judge judge = new Judge(RuleSets.builtIn());
    ItemReading reading = new ItemReading();
    Memory memory = judge.initial();
    String stage = payload.stage(sender.vehicle()) == Stage.V ? "V" : "VI";
    VehicleFacts facts = new VehicleFacts(stage, "DIESEL", 2_000.0, 316.0, 42_000.0, 28.0);
    Finding[] told = new Finding[1];
    for (int packet = 0; packet < PACKETS; packet++) {
      byte[] frame = payload.frame(sender.vehicle(), packet);
      for (int i = 0; i < Payload.SECONDS; i++) {
        long second = sender.second() + (long) packet * Payload.SECONDS + i;
        reading.set(second, 0x02, frame, Payload.bodyAt(i), false, 0);
        memory = judge.step(memory, reading, sender.vin(), facts, finding -> told[0] = finding);
      }
      if (told[0] != null) {
        return packet;
      }
    }
    return -1;
  }

  /** Nanoseconds between the answer to that packet and the finding. */
  private long lag(InetSocketAddress to, Sender sender, int packet)
      throws IOException, InterruptedException {
    MongoCollection<Document> findings = site.stored().getCollection("obd_findings");
    try (Socket link = new Socket(to.getAddress(), to.getPort())) {
      link.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(new BufferedInputStream(link.getInputStream()));
      ByteBuf out = Unpooled.buffer(Payload.FRAME);
      for (int i = 0; i <= packet; i++) {
        out.clear();
        sender.write(out, false);
        link.getOutputStream().write(out.array(), 0, out.readableBytes());
        answer(in);
      }
      long answered = System.nanoTime();
      var mine = eq("vin", sender.vin().text());
      while (findings.find(mine).projection(Projections.include("_id")).first() == null) {
        if (System.nanoTime() - answered > PATIENCE.toNanos()) {
          throw Failure.failed("a finding that must follow did not come in " + PATIENCE);
        }
        Thread.sleep(2);
      }
      return System.nanoTime() - answered;
    }
  }

  private static void answer(DataInputStream in) throws IOException {
    byte[] head = new byte[24];
    in.readFully(head);
    if (head[0] != 0x23 || head[2] != 0x02) {
      throw new EOFException("a packet was not taken");
    }
    in.skipNBytes(ByteBuffer.wrap(head).getShort(22) + 1L);
  }
}
