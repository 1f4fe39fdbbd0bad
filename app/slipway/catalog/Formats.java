package slipway.catalog;

import java.util.List;

/// The formats we read; a new one is one file plus one line here.
public final class Formats {
    public static final List<ModelFormat> ALL = List.of(new MlflowFormat(), new OnnxFormat());

    private Formats() {}
}
