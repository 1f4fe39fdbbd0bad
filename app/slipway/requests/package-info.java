@NullMarked
package slipway.requests;

import org.jspecify.annotations.NullMarked;
