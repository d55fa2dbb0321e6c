package lantian.obd.store;

import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
  private final Map<Vin, Vehicle> vehicles = new LinkedHashMap<>();
  private List<WriteModel<Document>> images = List.of();
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

  /**
   * Has a vehicle written as it stands when the set is closed.
   *
   * @return false if the set has it already
   */
  boolean addVehicle(Vehicle vehicle) {
    return vehicles.put(vehicle.vin(), vehicle) == null;
  }

  /**
   * Takes the images of its vehicles. Not before the packet being taken in is in a chunk or on this
   * set: an image says up to which packet everything is stored.
   */
  void close(Function<Vehicle, WriteModel<Document>> image) {
    images = vehicles.values().stream().map(image).toList();
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

  /** Images of its vehicles, none before it is closed. */
  List<WriteModel<Document>> images() {
    return images;
  }

  /** The vehicles that it has. */
  Collection<Vin> vehicles() {
    return vehicles.keySet();
  }

  /** Lets the log batches go and calls those who wait. */
  void finish() {
    held.forEach(HeldBatch::release);
    done.forEach(Runnable::run);
  }
}
