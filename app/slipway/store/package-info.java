@NullMarked
package slipway.store;

import org.jspecify.annotations.NullMarked;
