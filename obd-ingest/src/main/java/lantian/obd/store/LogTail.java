package lantian.obd.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import lantian.obd.chunk.Dossier;
import lantian.obd.chunk.Fragment;
import lantian.obd.chunk.OpenChunk;
import lantian.obd.chunk.OpenChunks;
import lantian.obd.chunk.PacketRef;
import lantian.obd.filing.Register;
import lantian.obd.frame.Frame;
import lantian.obd.log.LogBatch;
import lantian.obd.log.LogEntry;
import lantian.obd.log.LogReader;
import lantian.obd.packet.Opener;
import lantian.obd.packet.PlatformCommands;
import lantian.obd.packet.Profile;
import lantian.proto.Vin;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log holds behind the watermarks (水位线之后的日志): for a process that does not project, so that
 * it shows what is acknowledged and in no chunk yet, with the server running or not.
 *
 * <p>Reads the log each time it turns to other vehicles, as many vehicles together as memory
 * allows. Best asked in the order of VINs.
 */
public final class LogTail implements OpenChunks {
  private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);

  /** Packets held in memory at a time; of ten items each, packed, some 90 MB. */
  private static final int MOST_PACKETS = 400_000;

  private static final int BATCHES_AT_ONCE = 8;
  private static final int LOOSE = 40;
  private static final int PLAIN = 0x01;

  private final LogReader log;
  private final Registry registry;
  private final Opener opener;
  private final PlatformCommands platform;
  private final RealtimeUnit realtime;
  private final Contents contents = new Contents();
  private final List<LaneProgress.Mark> marks = new ArrayList<>();
  private final Map<Vin, Dossier> dossiers = new HashMap<>();
  private final Map<Vin, Map<Long, List<OpenChunk>>> held = new HashMap<>();
  private final int most;
  private @Nullable NavigableMap<Vin, Integer> packets;
  private @Nullable Vin first;
  private @Nullable Vin last;

  /**
   * The tail as the watermarks stand now.
   *
   * @param firstSampleAtHead see {@link ProjectorSettings}
   */
  public LogTail(
      Store store,
      Register register,
      Opener opener,
      PlatformCommands platform,
      boolean firstSampleAtHead) {
    this(store, register, opener, platform, firstSampleAtHead, MOST_PACKETS);
  }

  LogTail(
      Store store,
      Register register,
      Opener opener,
      PlatformCommands platform,
      boolean firstSampleAtHead,
      int most) {
    this.log = new LogReader(store.database());
    this.registry = new Registry(register);
    this.opener = opener;
    this.platform = platform;
    this.realtime = new RealtimeUnit(firstSampleAtHead);
    this.most = most;
    Map<LaneKey, LaneProgress.Mark> known =
        new ProgressBook(store.collection(Store.Name.PROGRESS), 0).read();
    for (Document writer : store.database().getCollection("obd_writers").find()) {
      for (int lane = 0; lane < writer.getInteger("lanes"); lane++) {
        LaneKey key = new LaneKey(writer.getInteger("_id"), lane);
        LaneProgress.Mark mark = known.getOrDefault(key, LaneProgress.Mark.begin(key));
        if (!mark.done()) {
          marks.add(mark);
        }
      }
    }
  }

  @Override
  public synchronized Set<Vin> vins() {
    return Set.copyOf(counted().keySet());
  }

  @Override
  public synchronized List<Fragment> of(Vin vin, long from, long to) {
    if (first == null || last == null || vin.compareTo(first) < 0 || vin.compareTo(last) > 0) {
      load(vin);
    }
    List<Fragment> fragments = new ArrayList<>();
    held.getOrDefault(vin, Map.of())
        .forEach((start, chunks) -> {
          if (start < to && start + OpenChunk.SECONDS > from) {
            chunks.forEach(chunk -> fragments.add(chunk.freeze()));
          }
        });
    return fragments;
  }

  private NavigableMap<Vin, Integer> counted() {
    NavigableMap<Vin, Integer> known = packets;
    if (known == null) {
      NavigableMap<Vin, Integer> counts = new TreeMap<>();
      batches(
          batch -> each(batch, vin -> true, parcel -> counts.merge(parcel.vin(), 1, Integer::sum)));
      packets = counts;
      known = counts;
    }
    return known;
  }

  /** Takes in as many vehicles from this one on as fit; only this one if nobody counted. */
  private void load(Vin from) {
    held.clear();
    first = from;
    last = from;
    if (packets != null) {
      long sum = 0;
      for (Map.Entry<Vin, Integer> entry : packets.tailMap(from, true).entrySet()) {
        sum += entry.getValue();
        if (sum > most && !entry.getKey().equals(from)) {
          break;
        }
        last = entry.getKey();
      }
    }
    Vin upTo = last;
    batches(batch -> {
      List<Parcel> wanted = new ArrayList<>();
      each(batch, vin -> vin.compareTo(from) >= 0 && vin.compareTo(upTo) <= 0, wanted::add);
      ask(wanted);
      wanted.forEach(this::takeOrLeave);
    });
  }

  private void batches(Consumer<LogBatch> taker) {
    for (LaneProgress.Mark mark : marks) {
      LaneKey lane = mark.lane();
      List<LogBatch> some = log.lane(lane.writer(), lane.lane(), mark.sequence(), BATCHES_AT_ONCE);
      while (!some.isEmpty()) {
        some.forEach(taker);
        long next = some.getLast().sequence() + 1;
        some = log.lane(lane.writer(), lane.lane(), next, BATCHES_AT_ONCE);
      }
    }
  }

  private void each(LogBatch batch, Predicate<Vin> wanted, Consumer<Parcel> taker) {
    int row = 0;
    for (LogEntry entry : batch.entries()) {
      for (Frame frame : VehicleFrames.of(entry.frame(), platform)) {
        boolean data = RealtimeUnit.reads(frame.command());
        if (data && wanted.test(frame.vin()) && !VehicleFrames.isBlank(frame.vin())) {
          taker.accept(new Parcel(row, entry, frame, frame.vin()));
        }
      }
      row++;
    }
  }

  private void ask(List<Parcel> parcels) {
    Set<Vin> unknown = new HashSet<>();
    parcels.forEach(parcel -> unknown.add(parcel.vin()));
    unknown.removeAll(dossiers.keySet());
    if (!unknown.isEmpty()) {
      dossiers.putAll(registry.ask(unknown));
    }
  }

  /** Leaves out what the projector will put into quarantine. */
  private void takeOrLeave(Parcel parcel) {
    try {
      take(parcel);
    } catch (RuntimeException e) {
      LOG.warn("log position {} can't be read", parcel.entry().position().text(), e);
    }
  }

  private void take(Parcel parcel) {
    LogEntry entry = parcel.entry();
    Frame frame = parcel.frame();
    Dossier dossier = dossiers.getOrDefault(parcel.vin(), Dossier.UNFILED);
    Profile profile = Projection.profile(dossier, entry);
    byte[] unit = frame.bytes();
    int start = frame.unitOffset();
    int end = start + frame.unitLength();
    if (frame.encryption() != PLAIN) {
      byte[] plain = opener.open(frame, profile);
      if (plain == null) {
        return; // A tail is read under what is filed now: it needs no other reading.
      }
      unit = plain;
      start = 0;
      end = plain.length;
    }
    long received = entry.receivedMillis();
    realtime.read(frame.command(), unit, start, end, profile, received, dossier, contents);
    PacketRef packet =
        OtherReadings.packet(parcel, realtime, OtherReadings.agreeing(parcel, profile, realtime));
    for (int i = 0; i < contents.count(); i++) {
      long second = contents.second(i);
      chunk(parcel.vin(), OpenChunk.startOf(second))
          .add(
              packet,
              second,
              contents.type(i),
              contents.bytes(i),
              contents.offset(i),
              contents.length(i));
    }
  }

  private OpenChunk chunk(Vin vin, long start) {
    List<OpenChunk> chunks =
        held.computeIfAbsent(vin, v -> new HashMap<>())
            .computeIfAbsent(start, s -> new ArrayList<>());
    if (chunks.isEmpty() || chunks.getLast().full()) {
      chunks.add(new OpenChunk(start));
    }
    OpenChunk chunk = chunks.getLast();
    if (chunk.loose() >= LOOSE) {
      chunk.pack();
    }
    return chunk;
  }
}
