@NullMarked
package slipway.traffic;

import org.jspecify.annotations.NullMarked;
