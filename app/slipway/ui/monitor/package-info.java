/// Logs, metrics and activity of everything that runs, on one page.
@NullMarked
package slipway.ui.monitor;

import org.jspecify.annotations.NullMarked;
