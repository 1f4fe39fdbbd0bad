@NullMarked
package slipway.ui.checks;

import org.jspecify.annotations.NullMarked;
