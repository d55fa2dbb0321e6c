/**
 * A simulated fleet: modelled trucks, their terminals, and the links that carry their packets to a
 * server. Data sent from here is never measured; its filing says so ({@code Origin}).
 */
@NullMarked
package lantian.deploy.simulate;

import org.jspecify.annotations.NullMarked;
