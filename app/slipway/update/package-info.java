/// The update notice: whether a newer Slipway is out, asked only where a person switched it on and named an address.
@NullMarked
package slipway.update;

import org.jspecify.annotations.NullMarked;
