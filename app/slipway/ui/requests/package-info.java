/// The Requests page: write a request, send it, read the answer, find it again.
@NullMarked
package slipway.ui.requests;

import org.jspecify.annotations.NullMarked;
