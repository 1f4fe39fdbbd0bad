/// What passed the gateway, kept in files and taken away in other tools' formats.
@NullMarked
package slipway.record;

import org.jspecify.annotations.NullMarked;
