/// MLflow’s validation before a deployment: one prediction of a model in an environment made from its own files.
@NullMarked
package slipway.validate;

import org.jspecify.annotations.NullMarked;
