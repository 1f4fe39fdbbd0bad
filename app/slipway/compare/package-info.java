/// Tells two answers apart: fields, numbers, labels, shapes.
@NullMarked
package slipway.compare;

import org.jspecify.annotations.NullMarked;
