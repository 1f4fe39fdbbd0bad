package slipway.catalog;

import java.util.Set;

import slipway.base.StudioException;

/// Tells the files that only stand in for a model.
final class Magic {
    private static final String POINTER = "version https://git-lfs.github.com/spec/";
    private static final int LONGEST_POINTER = 1024;
    /// How files end that hold a model and nothing else.
    private static final Set<String> ENDINGS = Set.of("onnx", "gguf", "safetensors", "tflite", "keras", "h5", "hdf5",
            "mlmodel", "pkl", "pickle", "joblib", "pt", "pth", "pt2", "mar", "ubj", "bst", "cbm", "pmml");

    private Magic() {}

    /// Throws where the file only stands in for a model: empty, or a pointer that git-lfs left.
    static void refuseStandIn(Probe probe) {
        boolean empty = probe.size() == 0;
        boolean pointer = probe.size() < LONGEST_POINTER && probe.has(0, POINTER);
        if ((!empty && !pointer) || !named(probe, pointer)) return;
        throw StudioException.of(empty ? "catalog.empty" : "catalog.lfs-pointer");
    }

    private static boolean named(Probe probe, boolean pointer) {
        // weights of PyTorch are called so too, as is much else
        return model(probe.name()) || (pointer && probe.named(".bin"));
    }

    /// Whether a file that is called so, in small letters and without its folders, is meant to be a model.
    static boolean model(String file) {
        return ENDINGS.contains(file.substring(file.lastIndexOf('.') + 1)) || file.equals("mlmodel")
                || file.equals("saved_model.pb") || file.equals("saved_model.pbtxt")
                || file.equals("pytorch_model.bin");
    }
}
