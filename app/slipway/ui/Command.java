package slipway.ui;

/// Something that the palette can run: `group` and `title` are shown text, `icon` an Ikonli literal, `keys` the
/// shortcut as shown (`Ctrl+1`) or empty.
public record Command(String group, String title, String icon, String keys, Runnable run) {}
