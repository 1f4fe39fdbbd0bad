package slipway.ui;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import slipway.base.Live;
import slipway.ui.WindowSettings.Attention;
import slipway.ui.WindowSettings.Reading;

/// How the window looks and speaks, and the way to change it, from now on and remembered. Made by [Shell]; FX thread.
///
/// @param now      as it is, wherever it was changed
/// @param change   shows and keeps it otherwise, all but its language
/// @param measured keeps the size that the window has now
/// @param language takes the tag of a [slipway.base.Language], or empty for the system’s; makes the window anew
public record Looks(Live<WindowSettings> now, Consumer<UnaryOperator<WindowSettings>> change,
        Runnable measured, Consumer<String> language) {

    /// `system`, `light` or `dark`.
    public void theme(String choice) {
        change.accept(settings -> settings.withTheme(choice));
    }

    /// How large text is, and whether anything moves.
    public void read(Reading next) {
        change.accept(settings -> settings.withReading(next));
    }

    /// As in a new workspace; answers what brings back what was. Language and page stay, and what was read stays read.
    public Runnable reset() {
        measured.run();
        WindowSettings before = now.get();
        change.accept(settings -> settings.withFrame(WindowSettings.DEFAULT.withLanguage(settings.language())
                .withPage(settings.page()).withAttention(new Attention(settings.attention().seenMillis(), false))));
        return () -> change.accept(settings -> settings.withFrame(before.withLanguage(settings.language())
                .withPage(settings.page())));
    }
}
