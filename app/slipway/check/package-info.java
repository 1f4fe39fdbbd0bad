/// Conformance: one container judged against every platform's contract, with the evidence kept.
@NullMarked
package slipway.check;

import org.jspecify.annotations.NullMarked;
