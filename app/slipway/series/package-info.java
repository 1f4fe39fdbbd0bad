/// What was measured of deployments, by time: by the second in memory, coarser and for days in SQLite.
@NullMarked
package slipway.series;

import org.jspecify.annotations.NullMarked;
