/// A workspace with its images as one file that opens on a machine without any network: a plain tar whose last member
/// lists every other with its digest. The format stands in `docs/bundle.md`.
@NullMarked
package slipway.bundle;

import org.jspecify.annotations.NullMarked;
