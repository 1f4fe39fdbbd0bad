@NullMarked
package slipway.ui.fx;

import org.jspecify.annotations.NullMarked;
