@NullMarked
package slipway.base;

import org.jspecify.annotations.NullMarked;
