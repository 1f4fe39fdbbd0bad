/// The guided tour of `slipway demo`: a story over the real window and the real features, with pictures and a report.
@NullMarked
package slipway.tour;

import org.jspecify.annotations.NullMarked;
