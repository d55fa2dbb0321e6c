package lantian.obd.chunk;

import java.util.Iterator;
import java.util.Set;
import lantian.obd.log.LogPosition;

/** Passes fragments on and notes which packets they list (封存登记). */
public final class Noting implements Iterator<Fragment> {
  private final Iterator<Fragment> fragments;
  private final Set<LogPosition> packets;

  public Noting(Iterator<Fragment> fragments, Set<LogPosition> packets) {
    this.fragments = fragments;
    this.packets = packets;
  }

  @Override
  public boolean hasNext() {
    return fragments.hasNext();
  }

  @Override
  public Fragment next() {
    Fragment fragment = fragments.next();
    for (int i = 0; i < fragment.packetCount(); i++) {
      packets.add(fragment.packet(i).position());
    }
    return fragment;
  }
}
