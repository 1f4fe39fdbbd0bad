@NullMarked
package slipway.contract;

import org.jspecify.annotations.NullMarked;
