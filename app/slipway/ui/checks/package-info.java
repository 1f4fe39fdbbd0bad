/// The Checks page: the conformance passport of models, images and servers, and the dialog that rehearses what platforms
/// would do.
@NullMarked
package slipway.ui.checks;

import org.jspecify.annotations.NullMarked;
