/**
 * What a terminal puts on the wire, written a second time.
 *
 * <p>Nothing here uses a field table of {@code lantian.obd.packet}: offsets, widths, scales and
 * check bytes come from the specification once more, so that a mistake in the decoder cannot hide
 * behind the same mistake in the simulator.
 */
@NullMarked
package lantian.deploy.simulate.wire;

import org.jspecify.annotations.NullMarked;
