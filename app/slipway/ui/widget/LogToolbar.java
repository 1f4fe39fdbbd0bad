package slipway.ui.widget;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import atlantafx.base.controls.CustomTextField;
import org.kordamp.ikonli.javafx.FontIcon;

import slipway.base.Live;
import slipway.base.Text;
import slipway.observe.LogLine;
import slipway.observe.LogQuery;
import slipway.observe.LogSearch;

/// Search, level chips and switches over a [LogView]; holds their state, so that it outlives a change of log.
/// FX thread.
final class LogToolbar extends VBox {
    /// What a button here asks the view for.
    enum Act {
        NEXT, PREVIOUS, COPY, COPY_ALL, SAVE, CLEAR
    }

    private static final PseudoClass ACTIVE = PseudoClass.getPseudoClass("active");
    private static final PseudoClass FAULT = PseudoClass.getPseudoClass("danger");

    private final Runnable changed;
    private final Consumer<Act> act;
    private final CustomTextField query = new CustomTextField();
    private final Label count = new Label();
    private final Label total = new Label();
    private final ToggleButton regex;
    private final ToggleButton only;
    private final ToggleButton follow;
    private final MenuButton times = new MenuButton();
    private final ToggleButton wrap;
    private final ToggleButton json;
    private final ToggleButton more;
    private final LogFilterBar filters;
    private final Live<LogHabits> habits;
    private final Map<LogLine.Level, ToggleButton> levels = new EnumMap<>(LogLine.Level.class);
    private LogSearch search = LogSearch.NONE;
    private boolean wanted = true;

    LogToolbar(Live<LogHabits> habits, Runnable changed, Consumer<Act> act) {
        this.habits = habits;
        this.changed = changed;
        this.act = act;
        regex = toggle("log-regex", "", Text.of("logview.regex"));
        regex.setText(".*");
        only = toggle("log-only", "fth-filter", Text.of("logview.only"));
        follow = toggle("log-follow", "", Text.of("logview.follow.help"));
        follow.setText(Text.of("logview.follow"));
        follow.getStyleClass().add("chip");
        follow.setSelected(true);
        wrap = habit("log-wrap", "fth-corner-down-left", Text.of("logview.wrap"), LogHabits::withWrap);
        json = habit("log-json", "", Text.of("logview.json"), LogHabits::withJson);
        json.setText("{ }");
        json.getStyleClass().add("log-json");
        more = toggle("log-filters", "fth-sliders", Text.of("logview.more-filters"));
        regex.setOnAction(event -> searchChanged());
        follow.setOnAction(event -> {
            wanted = follow.isSelected();
            changed.run();
        });
        filters = new LogFilterBar(habits, changed, new LogFilterBar.Kept() {
            @Override
            public LogHabits.Filter now() {
                return filter();
            }

            @Override
            public void use(LogHabits.Filter filter) {
                LogToolbar.this.use(filter);
            }
        });
        more.setOnAction(event -> showFilters());
        buildSearch();
        buildTimes();
        total.getStyleClass().add("log-total");
        total.setId("log-total");
        total.setMinWidth(0);
        getStyleClass().add("log-tools");
        getChildren().addAll(firstRow(), filters);
        showFilters();
        showHabits();
    }

    /// Two groups, the second below the first where a view beside others is narrow.
    private FlowPane firstRow() {
        var look = new HBox(query, button("log-previous", "fth-chevron-up", Text.of("logview.previous"), Act.PREVIOUS),
                button("log-next", "fth-chevron-down", Text.of("logview.next"), Act.NEXT), only, more);
        for (LogLine.Level level : List.of(LogLine.Level.values()).reversed())
            look.getChildren().add(chip(level));
        var rest = new HBox(follow, times, wrap, json,
                button("log-clear", "fth-slash", Text.of("logview.clear"), Act.CLEAR), menu(), total);
        for (HBox group : List.of(look, rest)) {
            group.getStyleClass().add("log-group");
            group.setAlignment(Pos.CENTER_LEFT);
        }
        var row = new FlowPane(look, rest);
        row.getStyleClass().add("log-toolbar");
        row.setRowValignment(VPos.CENTER);
        row.setMinWidth(0);
        return row;
    }

    private void buildTimes() {
        times.setId("log-times");
        dress(times, "log-times", "fth-clock", Text.of("logview.times"));
        times.getStyleClass().add("no-arrow");
        var group = new ToggleGroup();
        for (LogTimes each : LogTimes.values()) {
            var item = new RadioMenuItem(Text.of("logview.times." + each.name().toLowerCase(Locale.ROOT)));
            item.setId("log-times-" + each.name().toLowerCase(Locale.ROOT));
            item.setUserData(each);
            item.setToggleGroup(group);
            item.setOnAction(event -> {
                habits.update(old -> old.withTimes(each));
                changed.run();
            });
            times.getItems().add(item);
        }
    }

    private ToggleButton habit(String id, String icon, String help, BiFunction<LogHabits, Boolean, LogHabits> set) {
        ToggleButton toggle = toggle(id, icon, help);
        toggle.setOnAction(event -> {
            habits.update(old -> set.apply(old, toggle.isSelected()));
            changed.run();
        });
        return toggle;
    }

    /// Another view may have changed what is remembered.
    void showHabits() {
        LogHabits now = habits.get();
        wrap.setSelected(now.wrap());
        json.setSelected(now.json());
        times.getItems().forEach(item -> ((RadioMenuItem) item).setSelected(now.times().equals(item.getUserData())));
    }

    private void showFilters() {
        filters.setVisible(more.isSelected());
        filters.setManaged(more.isSelected());
    }

    private LogHabits.Filter filter() {
        return new LogHabits.Filter(query.getText(), regex.isSelected(), only.isSelected(), filters.include(),
                filters.exclude(), filters.from(), filters.to(),
                levels.entrySet().stream().filter(each -> !each.getValue().isSelected()).map(each -> each.getKey()
                        .name()).toList());
    }

    /// Shows and uses `filter` in place of what was chosen.
    void use(LogHabits.Filter filter) {
        regex.setSelected(filter.regex());
        only.setSelected(filter.only());
        levels.forEach((level, chip) -> chip.setSelected(!filter.hidden().contains(level.name())));
        query.setText(filter.search());
        search = LogSearch.of(filter.search(), filter.regex());
        filters.use(filter);
    }

    /// Looks for `text` as it stands.
    void find(String text) {
        regex.setSelected(false);
        query.setText(text);
        searchChanged();
    }

    private void buildSearch() {
        query.setId("log-search");
        query.setPromptText(Text.of("logview.search"));
        query.setAccessibleText(Text.of("logview.search"));
        query.setLeft(new FontIcon("fth-search"));
        count.setId("log-count");
        count.getStyleClass().add("log-count");
        count.setMinWidth(USE_PREF_SIZE);
        var right = new HBox(count, regex);
        right.setAlignment(Pos.CENTER_RIGHT);
        right.getStyleClass().add("log-search-right");
        query.setRight(right);
        query.textProperty().addListener(observed -> searchChanged());
        query.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                act.accept(event.isShiftDown() ? Act.PREVIOUS : Act.NEXT);
            } else if (event.getCode() == KeyCode.ESCAPE && !query.getText().isEmpty()) {
                query.clear();
            } else {
                return;
            }
            event.consume();
        });
    }

    private ToggleButton chip(LogLine.Level level) {
        ToggleButton chip = toggle("log-level-" + level.name().toLowerCase(Locale.ROOT), "",
                Text.of("logview.level.help", level.name()));
        chip.setText(level.name());
        chip.setSelected(true);
        chip.getStyleClass().add("chip");
        levels.put(level, chip);
        return chip;
    }

    private ToggleButton toggle(String id, String icon, String help) {
        var toggle = new ToggleButton();
        dress(toggle, id, icon, help);
        toggle.setOnAction(event -> changed.run());
        return toggle;
    }

    private Button button(String id, String icon, String help, Act what) {
        var button = new Button();
        dress(button, id, icon, help);
        button.setOnAction(event -> act.accept(what));
        return button;
    }

    private static void dress(ButtonBase button, String id, String icon, String help) {
        button.setId(id);
        button.setAccessibleText(help);
        button.setTooltip(new Tooltip(help));
        button.setMinWidth(USE_PREF_SIZE);
        if (icon.isEmpty()) return;
        button.setGraphic(new FontIcon(icon));
        button.getStyleClass().addAll("button-icon", "flat");
    }

    private Node menu() {
        var menu = new MenuButton();
        menu.setId("log-menu");
        menu.setGraphic(new FontIcon("fth-more-horizontal"));
        menu.getStyleClass().addAll("button-icon", "flat", "no-arrow");
        menu.setAccessibleText(Text.of("logview.more"));
        menu.setMinWidth(USE_PREF_SIZE);
        menu.getItems().addAll(item(Text.of("logview.copy"), Act.COPY), item(Text.of("logview.copy-all"), Act.COPY_ALL),
                item(Text.of("logview.save"), Act.SAVE), item(Text.of("logview.clear"), Act.CLEAR));
        return menu;
    }

    private MenuItem item(String text, Act what) {
        var item = new MenuItem(text);
        item.setId("log-act-" + what.name().toLowerCase(Locale.ROOT));
        item.setOnAction(event -> act.accept(what));
        return item;
    }

    private void searchChanged() {
        search = LogSearch.of(query.getText(), regex.isSelected());
        changed.run();
    }

    void focusSearch() {
        query.requestFocus();
        query.selectAll();
    }

    LogTimes times() {
        return habits.get().times();
    }

    /// Whether lines may be hidden by what is chosen here.
    boolean filtering() {
        return levels.values().stream().anyMatch(chip -> !chip.isSelected()) || only.isSelected()
                || filters.filtering();
    }

    /// Gives `model` what is chosen here.
    void applyTo(LogViewModel model) {
        var shown = EnumSet.noneOf(LogLine.Level.class);
        levels.forEach((level, chip) -> {
            if (chip.isSelected()) shown.add(level);
        });
        LogQuery next = filters.applyTo(LogQuery.ALL.levels(shown).search(search, only.isSelected()));
        if (!next.equals(model.query())) model.query(next);
        model.wrap(habits.get().wrap());
        model.fields(habits.get().json());
        if (wanted != model.following()) model.follow(wanted);
    }

    /// Shows where `model` stands.
    void show(LogViewModel model) {
        wanted = model.following();
        follow.setSelected(wanted);
        total.setText(model.filter().wanted() == null
                ? Text.of("logview.total", model.size())
                : Text.of("logview.looking"));
        more.pseudoClassStateChanged(ACTIVE, filters.filtering());
        LogSearch.Fault fault = model.search().fault();
        query.pseudoClassStateChanged(FAULT, fault != LogSearch.Fault.NONE);
        query.setTooltip(fault == LogSearch.Fault.SYNTAX ? new Tooltip(model.search().detail()) : null);
        count.setText(switch (fault) {
            case SYNTAX -> Text.of("logview.count.syntax");
            case TOO_SLOW -> Text.of("logview.count.slow");
            case NONE -> counted(model);
        });
    }

    private static String counted(LogViewModel model) {
        if (!model.search().active() || model.filter().wanted() != null) return "";
        return model.matchPosition() == 0
                ? Text.of("logview.count.all", model.matchCount())
                : Text.of("logview.count.at", model.matchPosition(), model.matchCount());
    }
}
