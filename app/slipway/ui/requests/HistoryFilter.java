package slipway.ui.requests;

import java.time.Duration;
import java.util.List;

import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.FlowPane;

import slipway.base.Text;
import slipway.requests.HistoryQuery;
import slipway.requests.HistoryQuery.Outcome;
import slipway.ui.widget.Chip;
import slipway.ui.widget.Icons;

/// Which of the history is shown beside its words: a menu, and what is chosen as chips that take themselves away.
/// FX thread.
final class HistoryFilter {
    private static final List<Duration> TIMES = List.of(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofDays(1),
            Duration.ofDays(7));

    private final Runnable changed;
    private final MenuButton button = new MenuButton(null, Icons.of("fth-filter"));
    private final FlowPane chips = new FlowPane(6, 4);
    private String endpoint = "";
    private String deployment = "";
    private Outcome outcome = Outcome.ANY;
    private Duration within = Duration.ZERO;
    private boolean pinned;
    private List<String> endpoints = List.of();
    private List<String> deployments = List.of();

    HistoryFilter(Runnable changed) {
        this.changed = changed;
        button.setId("history-filter");
        button.setAccessibleText(Text.of("answers.filter"));
        button.getStyleClass().add("icon-button");
        rebuild();
    }

    MenuButton button() {
        return button;
    }

    FlowPane chips() {
        return chips;
    }

    HistoryQuery query(String words) {
        long since = within.isZero() ? 0 : System.currentTimeMillis() - within.toMillis();
        return new HistoryQuery(words, endpoint, deployment, outcome, since, pinned);
    }

    /// The names that stand in the history.
    void names(List<String> ofEndpoints, List<String> ofDeployments) {
        if (endpoints.equals(ofEndpoints) && deployments.equals(ofDeployments)) return;
        endpoints = ofEndpoints;
        deployments = ofDeployments;
        rebuild();
    }

    void outcome(Outcome next) {
        outcome = next;
        apply();
    }

    private void apply() {
        rebuild();
        changed.run();
    }

    private void rebuild() {
        var how = new Menu(Text.of("answers.filter.outcome"));
        for (Outcome each : Outcome.values())
            how.getItems().add(choice(word(each), each == outcome, () -> outcome = each));
        var when = new Menu(Text.of("answers.filter.time"));
        when.getItems().add(choice(Text.of("answers.filter.any-time"), within.isZero(), () -> within = Duration.ZERO));
        for (Duration each : TIMES)
            when.getItems().add(choice(word(each), each.equals(within), () -> within = each));
        var kept = new CheckMenuItem(Text.of("answers.filter.pinned"));
        kept.setSelected(pinned);
        kept.setOnAction(event -> {
            pinned = kept.isSelected();
            apply();
        });
        button.getItems().setAll(how, when, names(Text.of("requests.endpoint"), endpoints, endpoint, true), names(Text
                .of("answers.filter.deployment"), deployments, deployment, false), new SeparatorMenuItem(), kept);
        chips.getChildren().clear();
        chip(outcome == Outcome.ANY ? "" : word(outcome), () -> outcome = Outcome.ANY);
        chip(within.isZero() ? "" : word(within), () -> within = Duration.ZERO);
        chip(endpoint, () -> endpoint = "");
        chip(deployment, () -> deployment = "");
        chip(pinned ? Text.of("answers.filter.pinned") : "", () -> pinned = false);
        chips.setVisible(!chips.getChildren().isEmpty());
        chips.setManaged(chips.isVisible());
    }

    private Menu names(String title, List<String> names, String chosen, boolean ofEndpoints) {
        var menu = new Menu(title);
        menu.getItems().add(choice(Text.of("answers.filter.any"), chosen.isEmpty(), () -> set(ofEndpoints, "")));
        for (String name : names)
            menu.getItems().add(choice(name, name.equals(chosen), () -> set(ofEndpoints, name)));
        menu.setDisable(names.isEmpty());
        return menu;
    }

    private void set(boolean ofEndpoints, String name) {
        if (ofEndpoints) endpoint = name;
        else
            deployment = name;
    }

    private MenuItem choice(String word, boolean chosen, Runnable choose) {
        var item = new RadioMenuItem(word);
        item.setMnemonicParsing(false);
        item.setSelected(chosen);
        item.setOnAction(event -> {
            choose.run();
            apply();
        });
        return item;
    }

    private void chip(String word, Runnable clear) {
        if (word.isEmpty()) return;
        chips.getChildren().add(Chip.button("fth-x", word, () -> {
            clear.run();
            apply();
        }));
    }

    private static String word(Outcome outcome) {
        return Text.of(switch (outcome) {
            case ANY -> "answers.outcome.any";
            case GOOD -> "answers.outcome.good";
            case CLIENT_ERROR -> "answers.outcome.client-error";
            case SERVER_ERROR -> "answers.outcome.server-error";
            case NO_ANSWER -> "answers.outcome.no-answer";
        });
    }

    private static String word(Duration time) {
        return time.toDays() > 0
                ? Text.of("answers.within.days", time.toDays())
                : Text.of("answers.within.minutes", time.toMinutes());
    }
}
