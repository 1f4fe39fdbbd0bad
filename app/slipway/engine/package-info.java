@NullMarked
package slipway.engine;

import org.jspecify.annotations.NullMarked;
