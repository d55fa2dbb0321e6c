package lantian.obd.store;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lantian.obd.chunk.OpenChunk;
import lantian.obd.store.PendingDay.Reason;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * The vehicles a partition keeps in memory, their open chunks, and what of them is to be written
 * (车辆内存集). Belongs to the partition's thread.
 *
 * <p>A chunk is written when its vehicle has gone on to another one, when it is old or full, when
 * memory runs short (oldest first), or when it is asked for.
 */
final class Fleet implements Intake.Windows, Intake.Telling {
  /** Open chunks a vehicle may have; reissued and live data need two or three. */
  private static final int MOST_WINDOWS = 4;

  private final ProjectorSettings settings;
  private final Term term;
  private final VehicleBook book;
  private final Map<Vin, Vehicle> vehicles = new LinkedHashMap<>(64, 0.75f, true);
  private final ArrayDeque<Opened> opened = new ArrayDeque<>();
  private final ArrayDeque<Passed> passed = new ArrayDeque<>();
  private FlushSet set = new FlushSet();
  private long sets;
  private long openBytes;
  private int openWindows;
  private long loads;

  private final ArrayDeque<Changed> changed = new ArrayDeque<>();

  private record Changed(Vehicle vehicle, long millis) {}

  /** Names a window without holding it: what is written must not stay in memory for being old. */
  private record Opened(Vehicle vehicle, long start, long millis) {
    @Nullable Window window() {
      Window window = vehicle.window(start);
      return window != null && window.openedMillis() == millis ? window : null;
    }
  }

  /** The same for a window that its vehicle has gone on from. */
  private record Passed(Vehicle vehicle, long start, long millis) {
    @Nullable Window window() {
      Window window = vehicle.window(start);
      return window != null && window.openedMillis() <= millis ? window : null;
    }
  }

  Fleet(ProjectorSettings settings, Term term, VehicleBook book) {
    this.settings = settings;
    this.term = term;
    this.book = book;
  }

  @Nullable Vehicle find(Vin vin) {
    return vehicles.get(vin);
  }

  void add(Collection<Vehicle> loaded) {
    for (Vehicle vehicle : loaded) {
      // Never the number of an earlier load, so that nobody takes the one for the other.
      vehicle.version = ++loads << Integer.SIZE;
      vehicles.put(vehicle.vin(), vehicle);
    }
  }

  Collection<Vehicle> all() {
    return vehicles.values();
  }

  /** What is to be written next. */
  FlushSet set() {
    return set;
  }

  /** Hands over what is to be written and begins anew. */
  FlushSet takeSet() {
    FlushSet full = set;
    full.close(vehicle -> {
      vehicle.changed = false;
      return book.image(vehicle);
    });
    set = new FlushSet();
    sets++;
    return full;
  }

  @Override
  public Window open(Vehicle vehicle, long second) {
    long start = OpenChunk.startOf(second);
    Window window = vehicle.window(start);
    if (window != null && !window.chunk().full()) {
      return window;
    }
    if (window != null) {
      write(vehicle, List.of(window));
    }
    long now = term.clock().millis();
    for (Window other : vehicle.windows()) {
      if (other.chunk().start() < start) {
        passed.addLast(new Passed(vehicle, other.chunk().start(), now));
      }
    }
    if (vehicle.windows().size() == MOST_WINDOWS) {
      write(vehicle, List.of(vehicle.windows().getFirst()));
    }
    Window fresh = new Window(start, now);
    vehicle.windows().add(fresh);
    opened.addLast(new Opened(vehicle, start, now));
    openWindows++;
    return fresh;
  }

  /** Counts what a vehicle's chunks grew by. */
  void grew(long bytes) {
    openBytes += bytes;
  }

  /** True if open chunks take more memory than they may. */
  boolean isPressed() {
    return openBytes > settings.openBytes() / settings.partitions();
  }

  long openBytes() {
    return openBytes;
  }

  int openWindows() {
    return openWindows;
  }

  int size() {
    return vehicles.size();
  }

  /** Notes that a vehicle is not what was last written of it. */
  void changed(Vehicle vehicle) {
    if (!vehicle.changed) {
      vehicle.changed = true;
      vehicle.changedMillis = term.clock().millis();
      changed.addLast(new Changed(vehicle, vehicle.changedMillis));
    }
  }

  @Override
  public void tell(Vehicle vehicle, int day, Reason reason) {
    if (vehicle.tellsAnew(sets, day, reason)) {
      Instant now = term.clock().instant();
      Instant due =
          reason == Reason.FINDING
              ? Instant.ofEpochMilli(findingDue(vehicle, now.toEpochMilli()))
              : Intake.due(reason, now, settings);
      set.tell(PendingDays.Telling.of(new DayKey(vehicle.vin(), day), reason, day, due));
    }
  }

  private long findingDue(Vehicle vehicle, long now) {
    if (vehicle.findingAskedMillis <= now) {
      long next = vehicle.findingAskedMillis + settings.findingEvery().toMillis();
      vehicle.findingAskedMillis = Math.max(now, next);
    }
    return vehicle.findingAskedMillis;
  }

  /** Puts chunks whose time has come on the set to be written. */
  void sweep() {
    long now = term.clock().millis();
    long grace = settings.grace().toMillis();
    while (!passed.isEmpty() && passed.getFirst().millis() + grace <= now) {
      Passed first = passed.removeFirst();
      Window window = first.window();
      if (window != null) {
        write(first.vehicle(), List.of(window));
      }
    }
    long age = settings.openAge().toMillis();
    while (!opened.isEmpty()
        && (isPressed()
            || opened.getFirst().millis() + age <= now
            || opened.getFirst().window() == null)) {
      Opened first = opened.removeFirst();
      if (first.window() != null) {
        writeAll(first.vehicle());
      }
    }
    long unsaved = settings.latestEvery().toMillis();
    while (!changed.isEmpty() && changed.getFirst().millis() + unsaved <= now) {
      Changed first = changed.removeFirst();
      Vehicle vehicle = first.vehicle();
      // One that was written with a chunk since has a later place in the queue.
      if (vehicle.changed && vehicle.changedMillis == first.millis()) {
        write(vehicle, List.of());
      }
    }
    forgetIdle();
  }

  /** Puts everything of a vehicle on the set. */
  void writeAll(Vehicle vehicle) {
    if (vehicle.changed || !vehicle.windows().isEmpty()) {
      write(vehicle, List.copyOf(vehicle.windows()));
    }
  }

  /** Puts everything there is on the set. */
  void writeEverything() {
    vehicles.values().forEach(this::writeAll);
  }

  private void write(Vehicle vehicle, List<Window> windows) {
    for (Window window : windows) {
      vehicle.windows().remove(window);
      openBytes -= window.chunk().bytes();
      openWindows--;
      set.addChunk(vehicle.vin(), window);
      vehicle.leaving().add(window);
    }
    save(vehicle);
  }

  /** Puts a vehicle on the set. */
  void save(Vehicle vehicle) {
    if (set.addVehicle(vehicle)) {
      vehicle.saving++;
    }
  }

  /** The set is stored: readers find its chunks in the database. */
  void stored(FlushSet done) {
    for (FlushSet.Written one : done.chunks()) {
      Vehicle vehicle = vehicles.get(one.vin());
      if (vehicle != null) {
        vehicle.leaving().removeIf(window -> window.chunk() == one.chunk());
      }
    }
    for (Vin vin : done.vehicles()) {
      Vehicle vehicle = vehicles.get(vin);
      if (vehicle != null) {
        vehicle.saving--;
      }
    }
  }

  private void forgetIdle() {
    int most = settings.vehicles() / settings.partitions();
    Iterator<Vehicle> eldest = vehicles.values().iterator();
    for (int left = vehicles.size() - most; left > 0 && eldest.hasNext(); ) {
      Vehicle vehicle = eldest.next();
      if (vehicle.isStored()) {
        eldest.remove();
        left--;
      }
    }
  }

  /** Vehicles with items that are not stored yet. */
  Set<Vin> holding() {
    Set<Vin> vins = new HashSet<>();
    for (Vehicle vehicle : vehicles.values()) {
      if (!vehicle.windows().isEmpty() || !vehicle.leaving().isEmpty()) {
        vins.add(vehicle.vin());
      }
    }
    return vins;
  }
}
