/**
 * A physically plausible heavy diesel truck: road load, engine, exhaust, SCR, sensors, faults.
 *
 * <p>A model, not a measurement. Its ranges are calibrated with recordings of real trucks
 * (specification {@code real-data}, clause 2.2); what it says of NOx proves nothing about any
 * truck.
 */
@NullMarked
package lantian.deploy.simulate.truck;

import org.jspecify.annotations.NullMarked;
