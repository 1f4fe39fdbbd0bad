@NullMarked
package slipway.spec;

import org.jspecify.annotations.NullMarked;
