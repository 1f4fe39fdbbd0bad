@NullMarked
package slipway.ui.help;

import org.jspecify.annotations.NullMarked;
