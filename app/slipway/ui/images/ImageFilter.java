package slipway.ui.images;

import java.util.List;

import slipway.base.Text;

/// The chips over the table: which images are listed.
enum ImageFilter {
    ALL, OURS, UNUSED;

    boolean takes(ImageRow row) {
        return switch (this) {
            case ALL -> true;
            case OURS -> row.ours();
            case UNUSED -> row.unused();
        };
    }

    long count(List<ImageRow> rows) {
        return rows.stream().filter(this::takes).count();
    }

    String word() {
        return switch (this) {
            case ALL -> Text.of("images.filter.all");
            case OURS -> Text.of("images.filter.ours");
            case UNUSED -> Text.of("images.filter.unused");
        };
    }
}
