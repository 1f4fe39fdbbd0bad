/// What a workspace takes on the disk, within which limits, and what may be let go of.
@NullMarked
package slipway.housekeeping;

import org.jspecify.annotations.NullMarked;
