@NullMarked
package slipway.deploy;

import org.jspecify.annotations.NullMarked;
