package slipway.check;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import slipway.base.Text;
import slipway.catalog.CatalogView;
import slipway.catalog.Model;
import slipway.check.ChecksView.Cell;
import slipway.check.ChecksView.Column;
import slipway.check.ChecksView.Row;

/// Makes the table's rows: the catalog's models, then images and servers. Stateless.
final class CheckRows {
    private CheckRows() {}

    /// What rows are made of; `seen` and `running` by the name of the target.
    ///
    /// @param root  of the workspace; models below it are named relative to it
    /// @param used  references of the images that run
    /// @param kinds of the targets checked before
    record Ground(Path root, CatalogView catalog, List<String> used, List<Column> contracts,
            Map<String, String> kinds, Map<String, Map<String, Cell>> seen, Map<String, List<String>> running) {}

    static List<Row> of(Ground ground) {
        var rows = new LinkedHashMap<String, Row>();
        ground.catalog.active().forEach(model -> add(rows, model(ground, model)));
        ground.used.forEach(image -> add(rows, image(ground, image)));
        ground.kinds.forEach((name, kind) -> {
            if (!rows.containsKey(name)) before(ground, name, kind).forEach(row -> add(rows, row));
        });
        return List.copyOf(rows.values());
    }

    private static void add(Map<String, Row> rows, Row row) {
        if (!row.contracts().isEmpty()) rows.putIfAbsent(row.target().name(), row);
    }

    private static Row model(Ground ground, Model model) {
        Set<String> inside = Stream.concat(Stream.of(model.format()), model.contains().stream())
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
        // whose contract a server of one's own keeps, only a check can tell
        boolean any = model.format().equals("container");
        return row(ground, CheckTarget.folder(ground.root, model.path()), model.title(),
                String.join(" · ", inside),
                ids(ground).filter(id -> any || model.contracts().contains(id)).toList());
    }

    /// The name of the row that a passport's target belongs to: the command line names a folder as it was typed.
    static String name(Path root, String target, String kind) {
        if (!kind.equals("model")) return target;
        try {
            return CheckTarget.folder(root, root.resolve(target).normalize()).name();
        } catch (InvalidPathException e) {
            return target;
        }
    }

    private static Row image(Ground ground, String reference) {
        return row(ground, CheckTarget.image(reference), reference.substring(reference.lastIndexOf('/') + 1),
                Text.of("passport.kind.image"), ids(ground).toList());
    }

    /// A target that only a former run knows; a folder must still be there.
    private static Stream<Row> before(Ground ground, String name, String kind) {
        try {
            return switch (kind) {
                case "image" -> Stream.of(image(ground, name));
                case "url" -> Stream.of(row(ground, CheckTarget.url(URI.create(name)), name,
                        Text.of("passport.kind.url"), ids(ground).toList()));
                default -> folder(ground, name);
            };
        } catch (IllegalArgumentException e) {
            // a name that another edition of us wrote
            return Stream.empty();
        }
    }

    private static Stream<Row> folder(Ground ground, String name) {
        Path path;
        try {
            path = ground.root.resolve(name);
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
        if (!Files.exists(path) || ground.catalog.at(path).isPresent()) return Stream.empty();
        return Stream.of(row(ground, CheckTarget.folder(name, path), String.valueOf(path.getFileName()),
                Text.of("passport.kind.folder"), ids(ground).toList()));
    }

    private static Stream<String> ids(Ground ground) {
        return ground.contracts.stream().map(Column::id);
    }

    private static Row row(Ground ground, CheckTarget target, String title, String detail, List<String> contracts) {
        return new Row(target, title, detail, contracts, Map.copyOf(ground.seen.getOrDefault(target.name(), Map.of())),
                new ArrayList<>(ground.running.getOrDefault(target.name(), List.of())));
    }
}
