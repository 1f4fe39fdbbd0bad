/// The catalog: find a model, read what it is, compare its versions, deploy it.
@NullMarked
package slipway.ui.models;

import org.jspecify.annotations.NullMarked;
