/// The first page: what serves, what needs a hand, what to do next.
@NullMarked
package slipway.ui.overview;

import org.jspecify.annotations.NullMarked;
