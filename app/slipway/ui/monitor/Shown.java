package slipway.ui.monitor;

import java.util.function.Function;

import javafx.util.StringConverter;

/// How the choices of a box are called; none is ever typed. FX thread.
final class Shown<T> extends StringConverter<T> {
    private final Function<T, String> words;

    Shown(Function<T, String> words) {
        this.words = words;
    }

    @Override
    public String toString(T choice) {
        return choice == null ? "" : words.apply(choice);
    }

    @Override
    public T fromString(String text) {
        throw new UnsupportedOperationException(text);
    }
}
