/// The images of the container engine: what is here, what it costs, what it is made of.
@NullMarked
package slipway.ui.images;

import org.jspecify.annotations.NullMarked;
