package slipway.ui.widget;

import java.util.function.BiConsumer;

import slipway.base.Live;
import slipway.base.Tasks;

/// What a [LogView] needs beside the desk: who works for it, what the person chose last, and where a click on the id of
/// a request leads (the name of the log, then the id).
public record LogTools(Tasks tasks, Live<LogHabits> habits, BiConsumer<String, String> request) {
    private static final Tasks OWN = new Tasks();

    /// For a view on its own: nothing is remembered, and no click leads away.
    public static LogTools alone() {
        return new LogTools(OWN, new Live<>(LogHabits.DEFAULT), (log, id) -> {});
    }
}
