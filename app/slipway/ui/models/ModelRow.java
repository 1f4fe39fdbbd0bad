package slipway.ui.models;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.catalog.CatalogView;
import slipway.catalog.Mark;
import slipway.catalog.Model;
import slipway.contract.Tensor;

/// One line of the catalog: a model, or a file that should be one; with everything that a search looks at, put together
/// once. No toolkit.
///
/// @param model   null where the file is broken
/// @param problem why it is broken, else null
/// @param tags    what people and the model itself say
/// @param root    the scanned root, short
record ModelRow(State state, Path path, String name, @Nullable Model model, @Nullable Problem problem, Mark mark,
        List<String> tags, String root, String searched, String signature, ModelFilter.Worst worst) {
    /// Of a long card the beginning is searched.
    private static final int SEARCHED_CARD = 4_000;

    /// What became of it.
    enum State {
        ACTIVE, ARCHIVED, BROKEN, MISSING
    }

    /// All of `view`, those of `before` taken over where nothing changed.
    static List<ModelRow> of(CatalogView view, List<ModelRow> before) {
        var known = new IdentityHashMap<Object, ModelRow>(before.size());
        for (ModelRow row : before)
            known.put(row.model == null ? row.problem : row.model, row);
        var rows = new ArrayList<ModelRow>(view.models().size() + view.missing().size() + view.problems().size());
        for (Model model : view.models()) {
            Mark mark = view.mark(model.path());
            rows.add(model(known, model, mark.archived() ? State.ARCHIVED : State.ACTIVE, mark));
        }
        for (Model model : view.missing())
            rows.add(model(known, model, State.MISSING, view.mark(model.path())));
        for (CatalogView.Broken broken : view.problems()) {
            ModelRow old = known.get(broken.problem());
            rows.add(old != null && old.path.equals(broken.file()) ? old : broken(broken, view.mark(broken.file())));
        }
        return List.copyOf(rows);
    }

    private static ModelRow model(Map<Object, ModelRow> known, Model model, State state, Mark mark) {
        ModelRow old = known.get(model);
        if (old != null && old.state == state && old.mark.equals(mark)) return old;
        var tags = new TreeSet<>(mark.tags());
        tags.addAll(model.tags());
        return new ModelRow(state, model.path(), model.name(), model, null, mark, List.copyOf(tags),
                root(model.path(), model.relativePath()), searched(model, tags), Signatures.line(model.signature()),
                ModelFilter.Worst.of(model));
    }

    private static ModelRow broken(CatalogView.Broken broken, Mark mark) {
        String name = String.valueOf(broken.file().getFileName());
        String words = String.join(" ", broken.path(), broken.problem().what(), broken.problem().why());
        return new ModelRow(State.BROKEN, broken.file(), name, null, broken.problem(), mark, mark.tags(),
                root(broken.file(), broken.path()), words.toLowerCase(Locale.ROOT), "", ModelFilter.Worst.ERROR);
    }

    private static String searched(Model model, Iterable<String> tags) {
        var words = new StringBuilder(256);
        add(words, model.name(), model.version(), model.format(), model.framework(), model.relativePath(),
                model.sha256(), model.licence());
        model.contains().forEach(each -> add(words, each));
        model.contracts().forEach(each -> add(words, each));
        tags.forEach(tag -> add(words, tag));
        for (Tensor tensor : model.signature().inputs())
            add(words, tensor.name(), tensor.type());
        for (Tensor tensor : model.signature().outputs())
            add(words, tensor.name(), tensor.type());
        model.facts().forEach((key, value) -> add(words, value.length() > 200 ? value.substring(0, 200) : value));
        model.findings().forEach(finding -> add(words, finding.rule(), finding.file()));
        String card = model.card();
        if (card != null) add(words, card.substring(0, Math.min(card.length(), SEARCHED_CARD)));
        return words.toString().toLowerCase(Locale.ROOT);
    }

    private static void add(StringBuilder words, @Nullable String... more) {
        for (String each : more)
            if (each != null) words.append(each).append('\n');
    }

    /// The folder that was scanned, by its last two names.
    private static String root(Path path, String relative) {
        int below = relative.isEmpty() ? 0 : relative.split("/", -1).length;
        int names = path.getNameCount() - below;
        return names < 1 ? "/" : path.subpath(Math.max(0, names - 2), names).toString().replace('\\', '/');
    }

    List<String> formats() {
        return model == null ? List.of() : List.of(model.format());
    }

    List<String> contracts() {
        return model == null ? List.of() : model.contracts();
    }

    String version() {
        return model == null || model.version() == null ? "" : model.version();
    }

    /// `iris 2`
    String title() {
        return model == null ? name : model.title();
    }

    long sizeBytes() {
        return model == null ? 0 : model.sizeBytes();
    }
}
