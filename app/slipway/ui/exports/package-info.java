@NullMarked
package slipway.ui.exports;

import org.jspecify.annotations.NullMarked;
