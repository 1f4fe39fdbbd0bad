@NullMarked
package slipway.rehearse;

import org.jspecify.annotations.NullMarked;
