package slipway.ui;

import java.util.function.BooleanSupplier;

import slipway.base.Text;
import slipway.update.Release;
import slipway.update.Updates;

/// Says once that a newer Slipway is out, with the beginning of what is new; kept back while the person does not want
/// to be disturbed. FX thread.
record UpdateNews(Updates updates, Toasts toasts, Navigator navigator, BooleanSupplier quiet) {
    private static final int MOST = 200;

    /// Something about the last look changed.
    void show() {
        if (!quiet.getAsBoolean()) updates.news().ifPresent(this::tell);
    }

    private void tell(Release release) {
        updates.told(release.version());
        String said = Text.of("update.out", release.version());
        String notes = release.notes();
        if (notes.length() > MOST)
            notes = notes.substring(0, notes.offsetByCodePoints(0, notes.codePointCount(0, MOST))) + "…";
        toasts.news("update", notes.isEmpty() ? said : said + "\n" + notes, true, Text.of("update.show"),
                () -> navigator.open("settings", "about"));
    }
}
