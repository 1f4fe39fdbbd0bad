/// How many replicas a deployment is to have: decided by a policy, or asked of a queueing model.
@NullMarked
package slipway.scale;

import org.jspecify.annotations.NullMarked;
