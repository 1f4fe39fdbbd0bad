package slipway.ui.requests;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Tasks;
import slipway.base.Text;
import slipway.requests.Exchange;
import slipway.requests.Finding;
import slipway.requests.History;
import slipway.requests.HistoryQuery;
import slipway.requests.Past;
import slipway.ui.Desk;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Card;
import slipway.ui.widget.EmptyState;

/// Sent requests, found as you type and by filter; a click opens one, two chosen can be compared. FX thread; the
/// database is asked on another.
final class HistoryCard {
    private static final int SHOWN = 500;

    private final Desk desk;
    private final History history;
    private final Acts acts;
    private final TextField search = new TextField();
    private final HistoryFilter filter = new HistoryFilter(this::ask);
    private final ListView<Past> list = new ListView<>();
    private final TextField naming = new TextField();
    private final Button compare = new Button(Text.of("answers.compare-two"));
    private final HistoryFoot foot;
    private final Card card = new Card(Text.of("requests.history"), compare);
    private @Nullable Past named;
    private Finding asked = new Finding();

    /// What the page does with what is found here.
    interface Acts {
        void open(Exchange exchange);

        /// Sends the same request once more.
        void again(Exchange exchange);

        void compare(Exchange one, Exchange other);
    }

    /// What there is, whatever is searched for.
    private record Facts(History.Usage usage, List<String> endpoints, List<String> deployments) {}

    HistoryCard(Desk desk, Tasks tasks, History history, BiFunction<String, String, String> hue, Acts acts) {
        this.desk = desk;
        this.history = history;
        this.acts = acts;
        foot = new HistoryFoot(desk, tasks, history);
        search.setId("history-search");
        search.setPromptText(Text.of("requests.history.search"));
        search.setAccessibleText(Text.of("requests.history.search"));
        search.textProperty().addListener((observed, old, now) -> ask());
        HBox.setHgrow(search, Priority.ALWAYS);
        list.setId("history-list");
        list.setAccessibleText(Text.of("requests.history"));
        list.getStyleClass().add("history");
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.setCellFactory(view -> new HistoryRow(hue, this::act));
        list.setPlaceholder(new EmptyState("fth-clock", Text.of("requests.history.none"), Text.of(
                "requests.history.none-text")));
        list.setOnMouseClicked(event -> openSelected());
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) openSelected();
        });
        list.getSelectionModel().getSelectedItems().addListener((javafx.beans.Observable observed) -> chosen());
        VBox.setVgrow(list, Priority.ALWAYS);
        compare.setId("history-compare");
        compare.setOnAction(event -> compareChosen());
        naming.setId("history-name");
        naming.setPromptText(Text.of("answers.name.prompt"));
        naming.setOnAction(event -> saveName());
        naming.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) name(null);
        });
        var line = new HBox(6, search, filter.button());
        line.setAlignment(Pos.CENTER_LEFT);
        card.with(line, filter.chips(), naming, list, foot.node());
        name(null);
        chosen();
        Fx.follow(list, history.changes(), count -> {
            ask();
            facts();
        });
    }

    Card node() {
        return card;
    }

    private void chosen() {
        boolean two = list.getSelectionModel().getSelectedIndices().size() == 2;
        compare.setVisible(two);
        compare.setManaged(two);
    }

    private void openSelected() {
        if (list.getSelectionModel().getSelectedIndices().size() == 1) {
            whole(list.getSelectionModel().getSelectedItem(), acts::open);
        }
    }

    private void compareChosen() {
        List<Past> two = List.copyOf(list.getSelectionModel().getSelectedItems());
        if (two.size() != 2) return;
        // the older first
        whole(two.get(0).id() < two.get(1).id() ? two.get(0) : two.get(1), one -> whole(two.get(0).id() < two.get(1)
                .id() ? two.get(1) : two.get(0), other -> acts.compare(one, other)));
    }

    private void whole(@Nullable Past past, java.util.function.Consumer<Exchange> use) {
        if (past == null) return;
        var found = new AtomicReference<@Nullable Exchange>();
        desk.work().run(() -> history.get(past.id()).ifPresent(found::set), () -> {
            Exchange exchange = found.get();
            if (exchange != null) use.accept(exchange);
        });
    }

    private void act(HistoryRow.Act what, Past past) {
        switch (what) {
            case AGAIN -> whole(past, acts::again);
            case NAME -> name(past);
            case PIN -> desk.work().run(() -> history.pin(past.id(), !past.pinned()), () -> {});
            case DELETE -> desk.work().run(() -> history.delete(past.id()), () -> desk.notices().undoable(Text.of(
                    "requests.deleted"), () -> desk.work().run(() -> history.restore(past.id()), () -> {})));
        }
    }

    private void name(@Nullable Past past) {
        named = past;
        naming.setVisible(past != null);
        naming.setManaged(past != null);
        if (past == null) return;
        naming.setText(past.name());
        naming.requestFocus();
        naming.selectAll();
    }

    private void saveName() {
        Past past = named;
        String words = naming.getText();
        name(null);
        if (past != null) desk.work().run(() -> history.name(past.id(), words), () -> {});
    }

    /// Ends the search before it: what was typed since asks for something else.
    private void ask() {
        asked.end();
        var finding = new Finding();
        asked = finding;
        HistoryQuery query = filter.query(search.getText());
        var found = new AtomicReference<List<Past>>(List.of());
        desk.work().run(() -> found.set(history.find(query, SHOWN, finding)), () -> {
            if (!finding.ended() && !found.get().equals(list.getItems())) list.getItems().setAll(found.get());
        });
    }

    private void facts() {
        var found = new AtomicReference<@Nullable Facts>();
        desk.work().run(() -> found.set(new Facts(history.usage(), history.names(false), history.names(true))), () -> {
            Facts now = found.get();
            if (now == null) return;
            foot.show(now.usage());
            filter.names(now.endpoints(), now.deployments());
        });
    }
}
