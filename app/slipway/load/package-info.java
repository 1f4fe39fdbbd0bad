@NullMarked
package slipway.load;

import org.jspecify.annotations.NullMarked;
