package slipway.ui.settings;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.ui.Page;
import slipway.ui.widget.DetailPane;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.PageHeader;
import slipway.ui.widget.PageKey;
import slipway.ui.widget.Sheets;

/// Everything that can be set and looked up: sections at the left, with a search, the chosen one at the right.
/// FX thread.
public final class SettingsPage implements Page {
    private final List<SettingsSection> sections;
    private final FilteredList<SettingsSection> found;
    private final ListView<SettingsSection> list;
    private final TextField search = new TextField();
    private final Label title = Labels.heading("");
    private final VBox body = new VBox(16, title);
    private final ScrollPane scroll = DetailPane.scrolled(body);
    private final Map<String, Node> built = new HashMap<>();
    private final VBox page = new VBox();
    private @Nullable SettingsSection shown;
    /// While the list changes its selection jumps about.
    private boolean filtering;

    /// `sections` in the order of the list, at least one.
    public SettingsPage(List<SettingsSection> sections) {
        this.sections = List.copyOf(sections);
        found = new FilteredList<>(FXCollections.observableArrayList(this.sections));
        list = new ListView<>(found);
    }

    @Override
    public String id() {
        return "settings";
    }

    @Override
    public String icon() {
        return "fth-settings";
    }

    @Override
    public Region view() {
        if (page.getChildren().isEmpty()) build();
        return page;
    }

    /// The id of a section.
    @Override
    public void select(String what) {
        view();
        sections.stream().filter(section -> section.id().equals(what)).findFirst().ifPresent(section -> {
            search.clear();
            list.getSelectionModel().select(section);
            list.scrollTo(section);
        });
    }

    private void build() {
        page.getStyleClass().add("page");
        Sheets.wear(page, "settings");
        search.setId("settings-search");
        search.setPromptText(Text.of("settings.search"));
        search.setAccessibleText(Text.of("settings.search"));
        search.textProperty().addListener((observed, old, query) -> filter(query));
        search.addEventFilter(KeyEvent.KEY_PRESSED, this::leaveSearch);
        PageKey.on(page, "Shortcut+F", search::requestFocus);
        list.setId("settings-sections");
        list.setAccessibleText(Text.of("settings.sections"));
        list.getStyleClass().add("settings-sections");
        list.setPlaceholder(Labels.wrapped(Text.of("settings.none"), "muted"));
        list.setCellFactory(view -> new SectionCell());
        list.getSelectionModel().selectedItemProperty().addListener((observed, old, section) -> show(section));
        VBox.setVgrow(list, Priority.ALWAYS);
        var left = new VBox(12, search, list);
        left.getStyleClass().add("settings-left");
        body.getStyleClass().add("settings-body");
        HBox.setHgrow(scroll, Priority.ALWAYS);
        var both = new HBox(24, left, scroll);
        VBox.setVgrow(both, Priority.ALWAYS);
        page.getChildren().addAll(new PageHeader(Text.of("page.settings.title")), both);
        list.getSelectionModel().selectFirst();
    }

    private void leaveSearch(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) search.clear();
        else if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.ENTER) list.requestFocus();
        else
            return;
        event.consume();
    }

    /// All words of the query must be found; what is chosen stays as long as it is among them.
    private void filter(String query) {
        SettingsSection chosen = shown;
        List<String> wanted = List.of(plain(query).strip().split("\\s+", -1));
        filtering = true;
        found.setPredicate(section -> {
            String all = plain(section.title() + ' ' + section.words());
            return wanted.stream().allMatch(all::contains);
        });
        filtering = false;
        if (chosen != null && found.contains(chosen)) list.getSelectionModel().select(chosen);
        else
            list.getSelectionModel().selectFirst();
        show(list.getSelectionModel().getSelectedItem());
    }

    /// In small letters and without accents, as people type them.
    private static String plain(String text) {
        return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    }

    /// A search without any result leaves what was shown.
    private void show(@Nullable SettingsSection section) {
        if (filtering || section == null || section.equals(shown)) return;
        shown = section;
        title.setText(section.title());
        body.getChildren().setAll(title, built.computeIfAbsent(section.id(), id -> section.build()));
        scroll.setVvalue(0);
    }

    private static final class SectionCell extends ListCell<SettingsSection> {
        @Override
        protected void updateItem(@Nullable SettingsSection section, boolean empty) {
            super.updateItem(section, empty);
            if (empty || section == null) {
                setText(null);
                setGraphic(null);
                setId(null);
                return;
            }
            setText(section.title());
            setGraphic(Icons.of(section.icon()));
            setId("section-" + section.id());
        }
    }
}
