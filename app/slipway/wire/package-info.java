/// HTTP/1.1 as bytes: heads read strictly, bodies framed, heads written; the gateway and the load generator share it.
@NullMarked
package slipway.wire;

import org.jspecify.annotations.NullMarked;
