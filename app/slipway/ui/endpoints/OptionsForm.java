package slipway.ui.endpoints;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import slipway.base.Problem;
import slipway.base.Text;
import slipway.spec.EndpointSpec.AuthMode;
import slipway.ui.endpoints.OptionsAsk.PredictLog;
import slipway.ui.endpoints.OptionsAsk.Session;
import slipway.ui.widget.KeyValueGrid;
import slipway.ui.widget.Labels;

/// The fields of an endpoint’s options, each with what is wrong with it below. FX thread.
final class OptionsForm extends VBox {
    private static final int MOST = 100_000;

    private final String endpoint;
    private final Runnable changed;
    private final RadioButton strict = new RadioButton(Text.of("endpoints.options.strict"));
    private final RadioButton free = new RadioButton(Text.of("endpoints.options.free"));
    private final Label rules = Labels.wrapped("", "muted", "small");
    private final OptionsMirrors mirrors;
    private final ComboBox<String> spread = choice("options-spread", "endpoints.options.exact",
            "endpoints.options.random");
    private final ComboBox<String> session = choice("options-session", "endpoints.options.session-none",
            "endpoints.options.session-header",
            "endpoints.options.session-cookie");
    private final TextField named = new TextField();
    private final TextField bandwidth = figure("options-bandwidth");
    private final TextField body = figure("options-body");
    private final CheckBox accessLog = new CheckBox(Text.of("endpoints.options.access-log"));
    private final ComboBox<String> predictLog = choice("options-predict", "endpoints.options.predict-off",
            "endpoints.options.predict-lines",
            "endpoints.options.predict-bodies");
    private final ComboBox<String> auth = new ComboBox<>();
    private final Map<Part, Label> wrong = new EnumMap<>(Part.class);

    /// What a problem may be about.
    private enum Part {
        MIRRORS, SESSION, BANDWIDTH, BODY, AUTH
    }

    /// `changed` is told of every key.
    OptionsForm(EndpointRow row, OptionsAsk ask, Runnable changed) {
        super(16);
        this.endpoint = row.name();
        this.changed = changed;
        this.mirrors = new OptionsMirrors(row, ask, changed);
        for (Part part : Part.values()) {
            Label label = Labels.wrapped("", "bad-text", "small");
            label.setId("options-wrong-" + part.name().toLowerCase(java.util.Locale.ROOT));
            wrong.put(part, label);
            say(part, "");
        }
        named.setId("options-session-name");
        named.getStyleClass().add("mono");
        named.setPrefColumnCount(16);
        named.setAccessibleText(Text.of("endpoints.options.session-name"));
        predictLog.setAccessibleText(Text.of("endpoints.options.predict-log"));
        accessLog.setId("options-access-log");
        auth.setId("options-auth");
        for (AuthMode mode : AuthMode.values())
            auth.getItems().add(Text.of(switch (mode) {
                case KEY -> "endpoints.options.auth.key";
                case AML_TOKEN -> "endpoints.options.auth.aml_token";
                case AAD_TOKEN -> "endpoints.options.auth.aad_token";
                case NONE -> "endpoints.options.auth.none";
            }));
        fill(ask);
        build(row);
        follow();
        depend();
    }

    private void build(EndpointRow row) {
        var grid = new KeyValueGrid();
        var both = new ToggleGroup();
        strict.setToggleGroup(both);
        free.setToggleGroup(both);
        strict.setId("options-strict");
        free.setId("options-free");
        grid.row(Text.of("endpoints.options.rules"), new VBox(6, row(strict, free), rules));
        grid.row(Text.of("endpoints.mirror"), with(Part.MIRRORS, mirrors));
        grid.row(Text.of("endpoints.options.spread"), spread);
        grid.row(Text.of("endpoints.options.sessions"), with(Part.SESSION, row(session, named)));
        grid.row(Text.of("endpoints.options.bandwidth"), with(Part.BANDWIDTH, row(bandwidth, Labels.of(Text.of(
                "endpoints.options.mbps"), "muted", "small"))));
        grid.row(Text.of("endpoints.options.body"), with(Part.BODY, row(body, Labels.of(Text.of(
                "endpoints.options.mb"), "muted", "small"))));
        grid.row(Text.of("endpoints.options.timeouts"), Labels.wrapped(String.join(" · ", row.parts().stream().map(
                part -> part.name() + " " + part.timeout().toSeconds() + " s").toList()) + ". " + Text.of(
                        "endpoints.options.timeouts-where"),
                "muted", "small"));
        grid.row(Text.of("endpoints.options.logs"), new VBox(8, accessLog, row(Labels.of(Text.of(
                "endpoints.options.predict-log")), predictLog), Labels.wrapped(Text.of("endpoints.options.logs-where",
                        row.name()), "muted", "small")));
        grid.row(Text.of("endpoints.options.auth"), with(Part.AUTH, auth));
        getChildren().add(grid);
    }

    private void fill(OptionsAsk ask) {
        strict.setSelected(!ask.free());
        free.setSelected(ask.free());
        spread.getSelectionModel().select(ask.random() ? 1 : 0);
        session.getSelectionModel().select(List.of(Session.values()).indexOf(ask.session()));
        named.setText(ask.named());
        bandwidth.setText(ask.bandwidth() == 0 ? "" : String.valueOf(ask.bandwidth()));
        body.setText(ask.body() == 0 ? "" : String.valueOf(ask.body()));
        accessLog.setSelected(ask.accessLog());
        predictLog.getSelectionModel().select(List.of(PredictLog.values()).indexOf(ask.predictLog()));
        auth.getSelectionModel().select(List.of(AuthMode.values()).indexOf(ask.auth()));
    }

    private void follow() {
        for (TextField field : List.of(named, bandwidth, body))
            field.textProperty().addListener(observed -> changed.run());
        for (ComboBox<String> box : List.of(spread, session, predictLog, auth))
            box.valueProperty().addListener(observed -> modes());
        free.selectedProperty().addListener(observed -> modes());
        accessLog.selectedProperty().addListener(observed -> changed.run());
    }

    private void modes() {
        depend();
        changed.run();
    }

    /// Shows what depends on something chosen.
    private void depend() {
        rules.setText(Text.of(free.isSelected() ? "endpoints.options.free-what" : "endpoints.options.strict-what",
                SplitModel.MIRROR_LIMIT));
        mirrors.free(free.isSelected());
        int kind = session.getSelectionModel().getSelectedIndex();
        named.setDisable(kind == 0);
        named.setPromptText(kind == 1 ? "x-session-id" : "slipway-session");
    }

    OptionsAsk ask() {
        Session kind = List.of(Session.values()).get(session.getSelectionModel().getSelectedIndex());
        return new OptionsAsk(endpoint, free.isSelected(), mirrors.mirrors(), mirrors.twin(),
                spread.getSelectionModel().getSelectedIndex() == 1, kind, named.getText().strip(),
                number(bandwidth.getText(), MOST), number(body.getText(), MOST), accessLog.isSelected(),
                List.of(PredictLog.values()).get(predictLog.getSelectionModel().getSelectedIndex()),
                List.of(AuthMode.values()).get(auth.getSelectionModel().getSelectedIndex()));
    }

    /// Says at each field what cannot be read in it; false where there is something.
    boolean readable(OptionsAsk ask) {
        for (Part part : Part.values())
            say(part, "");
        if (ask.mirrors().containsValue(OptionsAsk.UNREADABLE))
            say(Part.MIRRORS, Text.of("endpoints.options.number",
                    0, 100));
        if (ask.bandwidth() == OptionsAsk.UNREADABLE)
            say(Part.BANDWIDTH, Text.of("endpoints.options.number-or-none",
                    1, MOST));
        if (ask.body() == OptionsAsk.UNREADABLE) say(Part.BODY, Text.of("endpoints.options.number-or-none", 1, MOST));
        if (ask.session() != Session.NONE && ask.named().isEmpty()) {
            say(Part.SESSION, Text.of("endpoints.options.name-missing"));
            return false;
        }
        return ask.readable();
    }

    /// Says it beside its field; false where it is about none.
    boolean refused(Problem problem) {
        Predicate<String> about = rule -> problem.code().startsWith("spec." + rule);
        Part part = Stream.of("mirror", "traffic", "twin").anyMatch(about)
                ? Part.MIRRORS
                : about.test("sticky") ? Part.SESSION : about.test("auth-mode") ? Part.AUTH : null;
        if (part == null) return false;
        say(part, problem.what() + " " + problem.fix());
        return true;
    }

    private void say(Part part, String words) {
        Label label = wrong.get(part);
        if (label == null) return;
        label.setText(words);
        label.setVisible(!words.isEmpty());
        label.setManaged(!words.isEmpty());
    }

    private VBox with(Part part, Node field) {
        return new VBox(4, field, wrong.get(part));
    }

    private static HBox row(Node... nodes) {
        var row = new HBox(12, nodes);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    /// 0 for nothing written, [OptionsAsk#UNREADABLE] for what is no whole number from 0 to `most`.
    static int number(String text, int most) {
        String bare = text.strip();
        if (bare.isEmpty()) return 0;
        int number = bare.matches("\\d{1,6}") ? Integer.parseInt(bare) : OptionsAsk.UNREADABLE;
        return number > most ? OptionsAsk.UNREADABLE : number;
    }

    private static TextField figure(String id) {
        var field = new TextField();
        field.setId(id);
        field.setPromptText("–");
        field.getStyleClass().addAll("mono", "limit-field");
        return field;
    }

    private static ComboBox<String> choice(String id, String... words) {
        var box = new ComboBox<String>();
        box.setId(id);
        for (String key : words)
            box.getItems().add(Text.of(key));
        return box;
    }
}
