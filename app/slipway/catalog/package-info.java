@NullMarked
package slipway.catalog;

import org.jspecify.annotations.NullMarked;
