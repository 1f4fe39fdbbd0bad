/// The Endpoints page: the live flow, the split and mirror, charts and the requests of one endpoint.
@NullMarked
package slipway.ui.endpoints;

import org.jspecify.annotations.NullMarked;
