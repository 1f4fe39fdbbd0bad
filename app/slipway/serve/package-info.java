/// The sample model server: one model folder on the routes of every contract, as a process of its own.
///
/// What it says to clients is wire text like the platforms' own, in English always; what ends it at start is a
/// [slipway.base.Problem]. It reads JSON with Jackson's streaming core only and no YAML library, so that it starts fast.
///
/// Answers of `mlflow`, `sagemaker`, `azureml` and `oci-byoc`: `{"predictions": […]}` with one entry a row; a model with
/// one output gives the bare value (`151.2`), one with several an object by output name
/// (`{"label": 0, "probabilities": [0.9, 0.1]}`). `oip-v2` gives its own tensors.
@NullMarked
package slipway.serve;

import org.jspecify.annotations.NullMarked;
