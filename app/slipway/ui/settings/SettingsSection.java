package slipway.ui.settings;

import javafx.scene.Node;

/// One section of the settings; put together in [slipway.ui.Pages]. All on the FX thread.
public interface SettingsSection {
    /// Stable and one word: `engines`. Opens the section as `settings` with this behind it.
    String id();

    /// Ikonli literal (`fth-cpu`).
    String icon();

    /// As shown in the list and over the section.
    String title();

    /// What else a search finds it by: words that stand in it, in the language of the window, parted by spaces.
    String words();

    /// What stands in the section, without its title. Called once, when it is first chosen; it scrolls as a whole, so it
    /// asks for the height that it needs.
    Node build();
}
