package lantian.obd.rule;

import lantian.obd.filing.VehicleFacts;

/**
 * Items in a row that one rule hears before the next does (连续信息项): a processor that does the same
 * for many items is quicker than one that changes what it does with each.
 */
final class Run {
  private final Reading[] items;
  private final VehicleFacts[] facts;
  private int size;
  private boolean ended;

  /** A run to be filled. */
  Run() {
    items = new Reading[Readings.RUN];
    facts = new VehicleFacts[Readings.RUN];
  }

  /** A run of one item. */
  Run(Reading item, VehicleFacts filed) {
    items = new Reading[] {item};
    facts = new VehicleFacts[] {filed};
    size = 1;
  }

  /** Takes the next items; false if there is none. */
  boolean fill(Readings from, FactsAt filed) {
    size = 0;
    while (size < facts.length && !ended) {
      Reading item = from.next();
      if (item == null) {
        ended = true;
        break;
      }
      items[size] = item;
      facts[size++] = filed.at(item.second());
    }
    return size > 0;
  }

  int size() {
    return size;
  }

  /** The items; those from {@link #size} on are older ones or null. */
  Reading[] items() {
    return items;
  }

  /** What was filed at each of them. */
  VehicleFacts[] facts() {
    return facts;
  }

  /** Second of an item. */
  long second(int at) {
    return items[at].second();
  }
}
