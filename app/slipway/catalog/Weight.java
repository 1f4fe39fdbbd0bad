package slipway.catalog;

import org.jspecify.annotations.Nullable;

/// Roughly what the models of one root take in memory, so that a tree with more of them than fit ends as a problem and
/// not the whole studio. One thread.
final class Weight {
    /// Part of the memory that the models of one root may take.
    private static final int SHARE = 3;
    private static final long MODEL = 2_000;
    private static final long FILE = 160;

    private final long most = Runtime.getRuntime().maxMemory() / SHARE;
    private long bytes;
    private int models;
    private boolean said;

    void add(@Nullable Model model) {
        if (model == null) return;
        models++;
        bytes += MODEL + FILE * (model.files().size() + 2L * model.findings().size()
                + model.signature().inputs().size() + model.signature().outputs().size() + model.facts().size());
        bytes += length(model.card()) + length(model.inputExample());
        for (String value : model.facts().values())
            bytes += length(value);
    }

    private static long length(@Nullable String text) {
        return text == null ? 0 : 2L * text.length();
    }

    boolean full() {
        return bytes > most;
    }

    int models() {
        return models;
    }

    /// Whether that was said before; the first who asks has to say it.
    boolean said() {
        boolean before = said;
        said = true;
        return before;
    }
}
