package slipway.ui.settings;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.ui.Desk;
import slipway.ui.settings.Licences.Component;
import slipway.ui.widget.CodeBlock;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;

/// Everything that Slipway is made of, with the whole text of its licence; read from the program itself. FX thread.
public final class LicencesSection implements SettingsSection {
    private final Desk desk;
    private final List<Component> all = Licences.all();
    private final FilteredList<Component> found = new FilteredList<>(FXCollections.observableArrayList(all));

    public LicencesSection(Desk desk) {
        this.desk = desk;
    }

    @Override
    public String id() {
        return "licences";
    }

    @Override
    public String icon() {
        return "fth-file-text";
    }

    @Override
    public String title() {
        return Text.of("settings.licences");
    }

    @Override
    public String words() {
        return all.stream().map(each -> each.name() + " " + each.licence()).collect(Collectors.joining(" "));
    }

    @Override
    public Node build() {
        var search = new TextField();
        search.setId("licences-search");
        search.setPromptText(Text.of("settings.licences.search"));
        search.setAccessibleText(Text.of("settings.licences.search"));
        HBox.setHgrow(search, Priority.ALWAYS);
        var copy = new Button(Text.of("settings.licences.copy"), Icons.of("fth-clipboard"));
        copy.setId("licences-copy");
        copy.setMnemonicParsing(false);
        copy.setMinWidth(Button.USE_PREF_SIZE);
        copy.setOnAction(event -> desk.notices().copied(Licences.whole()));
        var text = new CodeBlock("licence-text", desk.notices()::copied);
        text.rows(24);
        HBox.setHgrow(text, Priority.ALWAYS);
        var list = new ListView<>(found);
        list.setId("licences-list");
        list.setAccessibleText(Text.of("settings.licences"));
        list.getStyleClass().add("licences-list");
        list.setPlaceholder(Labels.wrapped(Text.of("settings.licences.none"), "muted"));
        list.setCellFactory(view -> new ComponentCell());
        list.getSelectionModel().selectedItemProperty().addListener((observed, old, chosen) -> {
            if (chosen != null) text.show(chosen.text());
        });
        search.textProperty().addListener((observed, old, query) -> {
            String wanted = query.strip().toLowerCase(Locale.ROOT);
            found.setPredicate(each -> (each.name() + " " + each.licence()).toLowerCase(Locale.ROOT).contains(wanted));
            list.getSelectionModel().selectFirst();
        });
        list.getSelectionModel().selectFirst();
        return SettingRows.column(Labels.wrapped(Text.of("settings.licences.text"), "muted"),
                new HBox(12, search, copy), new HBox(12, list, text));
    }

    private static final class ComponentCell extends ListCell<Component> {
        @Override
        protected void updateItem(@Nullable Component each, boolean empty) {
            super.updateItem(each, empty);
            if (empty || each == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            String version = each.version(System.getProperty("java.class.path", ""));
            Label name = Labels.of(version.isEmpty() ? each.name() : each.name() + " " + version, "medium");
            setGraphic(new VBox(2, name, Labels.of(each.licence(), "muted", "small")));
            setAccessibleText(name.getText() + ", " + each.licence());
        }
    }
}
