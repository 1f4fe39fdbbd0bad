@NullMarked
package slipway.observe;

import org.jspecify.annotations.NullMarked;
