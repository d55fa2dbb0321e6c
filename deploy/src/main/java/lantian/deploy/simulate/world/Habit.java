package lantian.deploy.simulate.world;

/** What a terminal does that is odd and nobody's fault (终端习性), whatever its truck is. */
public enum Habit {
  /** Says at every stop of the engine that it was removed, once the bus is silent. */
  ALARM_AT_STOPS,
  /** A loose plug: it says so now and then, in bursts, parked or on the road, and stays. */
  ALARM_FLICKERS,
  /** The battery is changed in the workshop: it says so, and nobody drives. */
  BATTERY_CHANGED,
  /** A clock that is wrong between power-up and the first satellites. */
  CLOCK_LATE,
  /** A clock that is seconds to minutes fast. */
  CLOCK_FAST,
  /** A clock that is seconds to hours slow, or shows the time of Greenwich. */
  CLOCK_SLOW,
  /** No network for hours: what it kept comes afterwards as if it was live. */
  HELD_BACK
}
