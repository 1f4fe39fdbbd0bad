package slipway.ui.widget;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

import slipway.base.Live;
import slipway.base.Text;
import slipway.observe.LogQuery;
import slipway.observe.LogSearch;

/// The second row of a [LogToolbar]: lines with and without a text, from when to when, and filters kept. FX thread.
final class LogFilterBar extends HBox {
    private static final PseudoClass FAULT = PseudoClass.getPseudoClass("danger");

    private final Live<LogHabits> habits;
    private final Runnable changed;
    private final Kept kept;
    private final TextField include = field("log-include", "logview.include", "logview.include.help");
    private final TextField exclude = field("log-exclude", "logview.exclude", "logview.exclude.help");
    private final TextField from = field("log-from", "logview.from", "logview.moment.help");
    private final TextField to = field("log-to", "logview.to", "logview.moment.help");
    private final MenuButton saved = new MenuButton(Text.of("logview.filters"));
    private LogSearch with = LogSearch.NONE;
    private LogSearch without = LogSearch.NONE;
    private long earliest = Long.MIN_VALUE;
    private long latest = Long.MAX_VALUE;
    private boolean filling;

    /// The whole filter, of which this bar has but a part.
    interface Kept {
        LogHabits.Filter now();

        void use(LogHabits.Filter filter);
    }

    LogFilterBar(Live<LogHabits> habits, Runnable changed, Kept kept) {
        this.habits = habits;
        this.changed = changed;
        this.kept = kept;
        getStyleClass().add("log-filter-bar");
        setId("log-filter-bar");
        setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(include, Priority.ALWAYS);
        HBox.setHgrow(exclude, Priority.ALWAYS);
        from.getStyleClass().add("log-moment");
        to.getStyleClass().add("log-moment");
        saved.setId("log-saved");
        saved.getStyleClass().add("flat");
        saved.setMinWidth(USE_PREF_SIZE);
        saved.setOnShowing(event -> saved.getItems().setAll(items()));
        saved.getItems().add(new MenuItem());
        var reset = new Button(Text.of("logview.reset"));
        reset.setId("log-reset");
        reset.getStyleClass().add("flat");
        reset.setMinWidth(USE_PREF_SIZE);
        reset.setOnAction(event -> kept.use(LogHabits.Filter.NONE));
        var dash = new Label("–");
        dash.getStyleClass().add("muted");
        dash.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(include, exclude, from, dash, to, saved, reset);
    }

    private TextField field(String id, String prompt, String help) {
        var field = new TextField();
        field.setId(id);
        field.setPromptText(Text.of(prompt));
        field.setAccessibleText(Text.of(prompt));
        field.setTooltip(new Tooltip(Text.of(help)));
        field.textProperty().addListener(observed -> read());
        field.setOnKeyPressed(event -> {
            if (event.getCode() != KeyCode.ESCAPE || field.getText().isEmpty()) return;
            field.clear();
            event.consume();
        });
        return field;
    }

    private void read() {
        if (filling) return;
        // as in the search: between slashes is an expression
        with = search(include);
        without = search(exclude);
        earliest = moment(from, Long.MIN_VALUE);
        latest = moment(to, Long.MAX_VALUE);
        changed.run();
    }

    private static LogSearch search(TextField field) {
        String text = field.getText();
        boolean regex = text.length() > 2 && text.startsWith("/") && text.endsWith("/");
        LogSearch search = LogSearch.of(regex ? text.substring(1, text.length() - 1) : text, regex);
        field.pseudoClassStateChanged(FAULT, search.fault() != LogSearch.Fault.NONE);
        return search;
    }

    private long moment(TextField field, long otherwise) {
        if (field.getText().isBlank()) {
            field.pseudoClassStateChanged(FAULT, false);
            return otherwise;
        }
        ZoneId zone = habits.get().times() == LogTimes.UTC ? ZoneOffset.UTC : ZoneId.systemDefault();
        OptionalLong at = LogMoment.of(field.getText(), Instant.now(), zone);
        field.pseudoClassStateChanged(FAULT, at.isEmpty());
        return at.orElse(otherwise);
    }

    /// Adds what is chosen here.
    LogQuery applyTo(LogQuery query) {
        return query.terms(with, without).between(earliest, latest);
    }

    boolean filtering() {
        return with.active() || without.active() || earliest != Long.MIN_VALUE || latest != Long.MAX_VALUE;
    }

    String include() {
        return include.getText();
    }

    String exclude() {
        return exclude.getText();
    }

    String from() {
        return from.getText();
    }

    String to() {
        return to.getText();
    }

    /// Shows and uses `filter` in place of what was typed.
    void use(LogHabits.Filter filter) {
        filling = true;
        include.setText(filter.include());
        exclude.setText(filter.exclude());
        from.setText(filter.from());
        to.setText(filter.to());
        filling = false;
        read();
    }

    private List<MenuItem> items() {
        var items = new ArrayList<MenuItem>();
        LogHabits.Filter now = kept.now();
        List<LogHabits.Filter> known = habits.get().saved();
        for (LogHabits.Filter each : known)
            items.add(item(each.title(), () -> kept.use(each)));
        if (!known.isEmpty()) items.add(new SeparatorMenuItem());
        MenuItem save = item(Text.of("logview.filters.save"), () -> habits.update(old -> {
            var next = new ArrayList<>(old.saved());
            next.add(now);
            return old.withSaved(next);
        }));
        save.setId("log-filter-save");
        save.setDisable(now.title().isEmpty() || known.contains(now));
        MenuItem forget = item(Text.of("logview.filters.forget"), () -> habits.update(old -> old.withSaved(old.saved()
                .stream().filter(each -> !each.equals(now)).toList())));
        forget.setId("log-filter-forget");
        forget.setDisable(!known.contains(now));
        items.addAll(List.of(save, forget));
        return items;
    }

    private static MenuItem item(String text, Runnable run) {
        var item = new MenuItem(text);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> run.run());
        return item;
    }
}
