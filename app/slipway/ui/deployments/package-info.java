@NullMarked
package slipway.ui.deployments;

import org.jspecify.annotations.NullMarked;
