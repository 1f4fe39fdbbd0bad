package slipway.ui.requests;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.contract.SampleRequest;
import slipway.requests.BinaryTensors;
import slipway.requests.Draft;
import slipway.requests.Expectation;
import slipway.requests.Judge;
import slipway.requests.Payload;
import slipway.ui.widget.Card;
import slipway.ui.widget.Chip;
import slipway.ui.widget.JsonViewText;
import slipway.ui.widget.Labels;
import slipway.ui.widget.OpenTarget;
import slipway.ui.widget.StatusPill;
import slipway.ui.widget.TextScale;
import slipway.ui.widget.Tone;

/// The request being written: method, path, headers, body, and the examples that fit the model. FX thread.
final class RequestCard {
    private final ComboBox<String> method = new ComboBox<>();
    private final TextField path = new TextField();
    private final BodyPane body;
    private final ExpectPane expect = new ExpectPane();
    private final Tab expectTab = new Tab();
    private final TextArea headers = new TextArea();
    private final Label keyRow = Labels.of("", "mono", "muted");
    private final Label lostRow = Labels.of("", "small", "warn-text");
    private final FlowPane forms = new FlowPane(8, 8);
    private final StatusPill valid = new StatusPill();
    private final Card card = new Card();
    private String name = "";

    private @Nullable ModelForm form;

    RequestCard(OpenTarget chooser) {
        body = new BodyPane(views(chooser));
        expect.onChange(this::expected);
        method.getItems().setAll("POST", "GET", "PUT", "DELETE");
        method.setValue("POST");
        method.minWidthProperty().bind(TextScale.times(90));
        method.setAccessibleText(Text.of("requests.method"));
        path.setId("request-path");
        path.getStyleClass().add("mono");
        path.setPromptText("/invocations");
        path.setAccessibleText(Text.of("requests.path"));
        HBox.setHgrow(path, Priority.ALWAYS);
        body.editor().area().setId("request-body");
        body.editor().area().setAccessibleText(Text.of("requests.body"));
        headers.setId("request-headers");
        headers.getStyleClass().addAll("mono", "body-area");
        headers.setPromptText(Text.of("requests.headers.prompt"));
        headers.textProperty().addListener(observed -> check());
        lostRow.setWrapText(true);
        lostRow.managedProperty().bind(lostRow.textProperty().isNotEmpty());
        body.editor().textProperty().addListener(observed -> check());
        VBox.setVgrow(headers, Priority.ALWAYS);
        var headerBox = new VBox(8, headers, keyRow, lostRow,
                Labels.of(Text.of("requests.headers.rule"), "muted", "small"));
        headerBox.setPadding(new javafx.geometry.Insets(8, 0, 0, 0));
        var tabs = new TabPane(new Tab(Text.of("requests.body"), body), new Tab(Text.of("requests.headers"),
                headerBox), expectTab);
        expectTab.setContent(expect.node());
        expectTab.setId("expect-tab");
        expected();
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tabs.getStyleClass().add("slim");
        VBox.setVgrow(tabs, Priority.ALWAYS);
        valid.setId("body-valid");
        valid.setMinWidth(0);
        var first = new HBox(8, method, path);
        first.setAlignment(Pos.CENTER_LEFT);
        card.with(first, forms, tabs, valid);
        check();
    }

    Card node() {
        return card;
    }

    /// What the model takes, for the form and the drawing pad.
    void form(@Nullable ModelForm next) {
        if (java.util.Objects.equals(form, next)) return;
        form = next;
        body.renew();
    }

    List<Expectation> expectations() {
        return expect.expectations();
    }

    void outcomes(List<Judge.Outcome> outcomes) {
        expect.show(outcomes);
        expected();
    }

    void expectations(List<Expectation> expectations) {
        expect.expectations(expectations);
        expected();
    }

    private void expected() {
        expectTab.setText(expect.title());
    }

    private Map<BodyKind, DraftView> views(OpenTarget chooser) {
        Supplier<SampleRequest> like = () -> new SampleRequest(name, "POST", path.getText(), contentType(), "");
        Supplier<@Nullable ModelForm> model = () -> form;
        var views = new EnumMap<BodyKind, DraftView>(BodyKind.class);
        views.put(BodyKind.TREE, new TreeView(text -> body.changed(text)));
        views.put(BodyKind.TABLE, new SheetView(this::contentType, text -> body.changed(text)));
        views.put(BodyKind.FORM, new FormView(model, like, this::made));
        views.put(BodyKind.FILE, new FileView(chooser, this::named));
        views.put(BodyKind.IMAGE, new DrawView(model, like, this::made, chooser, this::named));
        views.put(BodyKind.TENSORS, new TensorsView(() -> headers().keySet().stream().anyMatch(
                BinaryTensors.HEADER::equalsIgnoreCase), this::binary));
        return views;
    }

    /// What the contract made of typed or drawn values.
    private void made(SampleRequest sample) {
        header("Content-Type", sample.contentType());
        body.changed(sample.contentType().contains("json") ? JsonViewText.pretty(sample.body()) : sample.body());
    }

    private void named(Path file) {
        header("Content-Type", DrawView.type(file));
        body.changed(Payload.naming(file));
    }

    private void binary(boolean asked) {
        header(BinaryTensors.HEADER, asked ? "auto" : "");
    }

    /// Sets the header, or takes it out where `value` is empty.
    private void header(String header, String value) {
        var all = new java.util.LinkedHashMap<>(headers());
        all.keySet().removeIf(header::equalsIgnoreCase);
        if (!value.isEmpty()) all.put(header, value);
        headers.setText(RequestPlan.lines(all));
    }

    /// Chips for `examples`; where `fill`, the first is put in.
    void examples(List<SampleRequest> examples, boolean fill) {
        forms.getChildren().setAll(examples.stream().map(example -> {
            Button chip = Chip.button("", example.form(), () -> fill(example));
            chip.setId("form-" + example.form());
            return chip;
        }).toList());
        if (fill && !examples.isEmpty()) fill(examples.getFirst());
    }

    void key(boolean asked) {
        keyRow.setText(asked ? "Authorization: Bearer ••••••••" : Text.of("requests.no-key"));
    }

    void open(Draft draft) {
        name = draft.name();
        method.setValue(draft.method());
        path.setText(RequestPlan.path(draft.url()));
        headers.setText(RequestPlan.lines(draft.headers()));
        List<String> lost = RequestPlan.lost(draft.headers());
        lostRow.setText(lost.isEmpty() ? "" : Text.of("requests.headers.lost", String.join(", ", lost)));
        body.text(draft.body());
        expect.expectations(List.of());
        expected();
    }

    /// As it would be sent under `plan`.
    Draft draft(RequestPlan plan) {
        return plan.draft(name, method.getValue(), path.getText().strip(), headers(), body.text());
    }

    String contentType() {
        return headers().entrySet().stream().filter(entry -> entry.getKey().equalsIgnoreCase("content-type")).map(
                Map.Entry::getValue).findFirst().orElse("");
    }

    private Map<String, String> headers() {
        return RequestPlan.headers(headers.getText());
    }

    private void fill(SampleRequest example) {
        name = example.form();
        method.setValue(example.method());
        path.setText(example.path());
        headers.setText("Content-Type: " + example.contentType());
        body.text(example.contentType().contains("json") ? JsonViewText.pretty(example.body()) : example.body());
    }

    private void check() {
        String text = body.text();
        if (text.isBlank()) {
            valid.show(Tone.NEUTRAL, "fth-minus", Text.of("requests.body-empty"));
            return;
        }
        if (Payload.file(text).isPresent()) {
            valid.show(Tone.NEUTRAL, "fth-file", Text.of("requestedit.body-file"));
            return;
        }
        if (!contentType().contains("json")) {
            valid.show(Tone.NEUTRAL, "fth-file-text", Text.of("requests.body-other", text.lines().count()));
            return;
        }
        var fault = JsonViewText.fault(text);
        if (fault == null) valid.show(Tone.GOOD, "fth-check", Text.of("requests.body-json"));
        else
            valid.show(Tone.BAD, "fth-x-circle", Text.of("requests.body-fault", fault.line(), fault.column()));
    }
}
