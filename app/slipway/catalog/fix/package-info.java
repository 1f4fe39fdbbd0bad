@NullMarked
package slipway.catalog.fix;

import org.jspecify.annotations.NullMarked;
