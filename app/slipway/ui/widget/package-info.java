/// Small building blocks of the pages: nodes that show records and call back, knowing no feature's workings.
@NullMarked
package slipway.ui.widget;

import org.jspecify.annotations.NullMarked;
