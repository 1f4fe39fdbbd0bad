/// The settings: sections down the left side, the chosen one beside them.
@NullMarked
package slipway.ui.settings;

import org.jspecify.annotations.NullMarked;
