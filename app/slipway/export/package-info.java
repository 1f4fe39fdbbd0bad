/// An endpoint as other platforms’ own files: one [slipway.export.ExportTarget] each, listed in
/// [slipway.export.ExportTargets], all pure.
@NullMarked
package slipway.export;

import org.jspecify.annotations.NullMarked;
