/// Verdicts that may be looked at after every request.
@NullMarked
package slipway.rollout.stats;

import org.jspecify.annotations.NullMarked;
