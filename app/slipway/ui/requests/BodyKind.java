package slipway.ui.requests;

import slipway.base.Text;

/// The ways to write a body.
enum BodyKind {
    TEXT, TREE, TABLE, FORM, FILE, IMAGE, TENSORS;

    String title() {
        return switch (this) {
            case TEXT -> Text.of("requestedit.kind.text");
            case TREE -> Text.of("requestedit.kind.tree");
            case TABLE -> Text.of("requestedit.kind.table");
            case FORM -> Text.of("requestedit.kind.form");
            case FILE -> Text.of("requestedit.kind.file");
            case IMAGE -> Text.of("requestedit.kind.image");
            case TENSORS -> Text.of("requestedit.kind.tensors");
        };
    }

    /// Why the text cannot be looked at in this way.
    String cannot() {
        return switch (this) {
            case TEXT -> "";
            case TREE -> Text.of("requestedit.cannot.tree");
            case TABLE -> Text.of("requestedit.cannot.table");
            case FORM -> Text.of("requestedit.cannot.form");
            case FILE, IMAGE -> Text.of("requestedit.cannot.file");
            case TENSORS -> Text.of("requestedit.cannot.tensors");
        };
    }
}
