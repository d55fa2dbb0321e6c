package lantian.obd.store;

import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lantian.obd.chunk.OpenChunk;
import lantian.proto.Vin;
import org.bson.Document;

/**
 * What a partition has to be written next (落盘批). Sets of a partition are written one after the
 * other, each in the order chunks, events and quarantine, pending days, vehicles; then the log
 * batches are let go, which moves the watermark.
 */
final class FlushSet {
  private final List<Written> chunks = new ArrayList<>();
  private final List<WriteModel<Document>> events = new ArrayList<>();
  private final List<WriteModel<Document>> quarantine = new ArrayList<>();
  private final Map<DayKey, PendingDays.Telling> tellings = new LinkedHashMap<>();
  private final Map<Vin, WriteModel<Document>> vehicles = new LinkedHashMap<>();
  private final Map<Vin, Integer> images = new HashMap<>();
  private final List<HeldBatch> held = new ArrayList<>();
  private final List<Runnable> done = new ArrayList<>();

  /**
   * A chunk that nobody adds to any more.
   *
   * @param vin its vehicle
   * @param chunk what it holds
   */
  record Written(Vin vin, OpenChunk chunk) {}

  boolean isEmpty() {
    return chunks.isEmpty()
        && events.isEmpty()
        && quarantine.isEmpty()
        && tellings.isEmpty()
        && vehicles.isEmpty()
        && held.isEmpty()
        && done.isEmpty();
  }

  /** Number of documents it comes to. */
  int size() {
    return chunks.size() + events.size() + quarantine.size() + tellings.size() + vehicles.size();
  }

  void addChunk(Vin vin, Window window) {
    chunks.add(new Written(vin, window.chunk()));
    held.addAll(window.held());
  }

  void addEvent(WriteModel<Document> event, HeldBatch batch) {
    events.add(event);
    hold(batch);
  }

  void addQuarantine(WriteModel<Document> pointer, HeldBatch batch) {
    quarantine.add(pointer);
    hold(batch);
  }

  private void hold(HeldBatch batch) {
    if (held.isEmpty() || held.getLast() != batch) {
      batch.hold();
      held.add(batch);
    }
  }

  /** Tells a day; the later due and the earlier origin of two tellings hold. */
  void tell(PendingDays.Telling telling) {
    tellings.merge(telling.key(), telling, PendingDays.Telling::join);
  }

  /** A vehicle as it stands; a later image replaces an earlier one of the set. */
  void addVehicle(Vin vin, WriteModel<Document> image) {
    vehicles.put(vin, image);
    images.merge(vin, 1, Integer::sum);
  }

  /** Called on the flusher's thread when everything of the set is stored. */
  void whenDone(Runnable then) {
    done.add(then);
  }

  List<Written> chunks() {
    return chunks;
  }

  List<WriteModel<Document>> events() {
    return events;
  }

  List<WriteModel<Document>> quarantine() {
    return quarantine;
  }

  List<PendingDays.Telling> tellings() {
    return List.copyOf(tellings.values());
  }

  List<WriteModel<Document>> vehicles() {
    return List.copyOf(vehicles.values());
  }

  /** How many images of each vehicle were put on the set. */
  Map<Vin, Integer> saved() {
    return images;
  }

  /** Lets the log batches go and calls those who wait. */
  void finish() {
    held.forEach(HeldBatch::release);
    done.forEach(Runnable::run);
  }
}
