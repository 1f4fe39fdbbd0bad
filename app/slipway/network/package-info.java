/// What leaves this machine: every connection is noted here before it is made, and refused while the studio is offline.
@NullMarked
package slipway.network;

import org.jspecify.annotations.NullMarked;
