/// Images for models: Dockerfile recipes by format and contract, build contexts as tar streams with the docker CLI's
/// `.dockerignore` rules, and the sample server's own image. Talks to an engine through [slipway.engine.Images] only.
@NullMarked
package slipway.build;

import org.jspecify.annotations.NullMarked;
