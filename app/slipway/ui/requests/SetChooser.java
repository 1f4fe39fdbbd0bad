package slipway.ui.requests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.HBox;
import javafx.util.StringConverter;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.contract.SampleRequest;
import slipway.requests.AgreementSet;
import slipway.requests.Draft;
import slipway.ui.Asker;
import slipway.ui.widget.Labels;
import slipway.ui.widget.OpenTarget;

/// Which requests go to both deployments: the one being written, the model’s examples, saved ones, or the rows of a
/// file, and then how a row becomes a request. FX thread.
final class SetChooser extends HBox {
    private final RequestCard card;
    private final Library library;
    private final OpenTarget chooser;
    private final ComboBox<Choice> which = new ComboBox<>();
    private final ComboBox<BatchForms.Choice> form = new ComboBox<>();
    private final Button file = new Button(Text.of("requests.ab.choose"));
    private @Nullable Path chosen;
    private @Nullable RequestPlan plan;

    /// @param set null for the rows of a file
    private record Choice(String words, @Nullable Supplier<AgreementSet> set) {}

    SetChooser(RequestCard card, Library library, OpenTarget chooser) {
        super(6);
        this.card = card;
        this.library = library;
        this.chooser = chooser;
        setAlignment(Pos.CENTER_LEFT);
        which.setId("two-set");
        which.setAccessibleText(Text.of("requests.ab.what"));
        which.setConverter(words(Choice::words));
        which.setOnAction(event -> arrange());
        which.setOnShowing(event -> fill());
        form.setId("two-form");
        form.setAccessibleText(Text.of("requests.ab.form"));
        form.setConverter(words(BatchForms.Choice::label));
        file.setId("two-file");
        file.setMnemonicParsing(false);
        file.setOnAction(event -> choose());
        getChildren().addAll(Labels.of(Text.of("requests.ab.what"), "muted"), which, file, form);
    }

    private static <T> StringConverter<T> words(java.util.function.Function<T, String> of) {
        return new StringConverter<>() {
            @Override
            public String toString(@Nullable T value) {
                return value == null ? "" : of.apply(value);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("only chosen");
            }
        };
    }

    void show(RequestPlan next) {
        plan = next;
        fill();
    }

    private void fill() {
        RequestPlan now = plan;
        if (now == null) return;
        var all = new ArrayList<Choice>();
        all.add(new Choice(Text.of("requests.ab.this"), () -> {
            Draft draft = card.draft(now);
            return AgreementSet.of(draft.name().isEmpty() ? Text.of("requests.ab.this") : draft.name(), List.of(draft));
        }));
        if (!now.examples().isEmpty())
            add(all, Text.of("requests.ab.examples"), now.examples().stream().map(
                    each -> sample(now, each)).toList());
        Map<String, List<Draft>> saved = library.saved();
        saved.forEach((name, drafts) -> add(all, Text.of("requests.ab.saved", name), drafts.stream().map(each -> again(
                now, each)).toList()));
        if (saved.size() > 1)
            add(all, Text.of("requests.ab.all-saved"), saved.values().stream().flatMap(List::stream)
                    .map(each -> again(now, each)).toList());
        all.add(new Choice(Text.of("requests.ab.rows"), null));
        Choice before = which.getValue();
        which.getItems().setAll(all);
        which.setValue(all.stream().filter(each -> before != null && each.words().equals(before.words())).findFirst()
                .orElse(all.getFirst()));
        arrange();
    }

    private static void add(List<Choice> all, String name, List<Draft> drafts) {
        all.add(new Choice(Text.of("requests.ab.count", name, drafts.size()), () -> AgreementSet.of(name, drafts)));
    }

    private static Draft sample(RequestPlan now, SampleRequest each) {
        return now.draft(each.form(), each.method(), each.path(), Map.of("Content-Type", each.contentType()), each
                .body());
    }

    /// A saved request as it would be sent were it opened.
    private static Draft again(RequestPlan now, Draft saved) {
        return now.draft(saved.name(), saved.method(), RequestPlan.path(saved.url()), RequestPlan.headers(RequestPlan
                .lines(saved.headers())), saved.body());
    }

    private void arrange() {
        Choice now = which.getValue();
        boolean rows = now != null && now.set() == null;
        for (var node : List.of(file, form)) {
            node.setVisible(rows);
            node.setManaged(rows);
        }
        if (rows) forms();
    }

    private void choose() {
        Path next = chooser.ask(Asker.focused(), Text.of("requests.ab.rows"), Text.of("requests.ab.files"), List.of(
                "*.csv", "*.jsonl", "*.ndjson"));
        if (next == null) return;
        chosen = next;
        file.setText(String.valueOf(next.getFileName()));
        forms();
    }

    /// Those that a run over a file has.
    private void forms() {
        RequestPlan now = plan;
        if (now == null) return;
        List<BatchForms.Choice> all = BatchForms.of(now, chosen == null ? Path.of("") : chosen);
        String before = form.getValue() == null ? "" : form.getValue().id();
        form.getItems().setAll(all);
        form.setValue(all.stream().filter(each -> each.id().equals(before)).findFirst().orElse(all.getFirst()));
    }

    /// Where the rows go: as the contract’s example of that form does, else as the request being written.
    private Draft like(RequestPlan now, BatchForms.Choice row) {
        return now.examples().stream().filter(each -> each.form().equals(row.id())).findFirst().map(each -> sample(now,
                each)).orElseGet(() -> card.draft(now));
    }

    /// What was chosen, to be opened on another thread; empty before there is a file.
    Optional<Supplier<AgreementSet>> set() {
        fill();
        Choice now = which.getValue();
        if (now == null) return Optional.empty();
        Supplier<AgreementSet> listed = now.set();
        if (listed != null) {
            AgreementSet ready = listed.get();
            return Optional.of(() -> ready);
        }
        Path from = chosen;
        BatchForms.Choice row = form.getValue();
        RequestPlan to = plan;
        if (from == null || row == null || to == null) return Optional.empty();
        Draft like = like(to, row);
        return Optional.of(() -> AgreementSet.rows(from, row.form(), like));
    }
}
