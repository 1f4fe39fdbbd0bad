/// Rollouts: a plan of steps, the verdict at each, and the proof afterwards.
@NullMarked
package slipway.rollout;

import org.jspecify.annotations.NullMarked;
