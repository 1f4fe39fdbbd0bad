package slipway.ui.requests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.base.Text;
import slipway.requests.Draft;
import slipway.requests.Environments;
import slipway.requests.Exchange;
import slipway.requests.Expectation;
import slipway.requests.HttpFile;
import slipway.requests.Imported;
import slipway.requests.Judge;
import slipway.requests.Payload;
import slipway.requests.Shelf;
import slipway.requests.Variables;
import slipway.ui.Desk;

/// The saved requests of an endpoint with their examples, and the variables that all may use. FX thread, but for
/// [#ready], [#judge] and [#copied], which read files.
final class Library {
    private final Desk desk;
    private final Path root;
    private final Shelf shelf;
    private final Environments environments;
    private final RequestCard card;
    private final EnvironmentMenu choice;
    private final MenuButton menu = new MenuButton(Text.of("requests.saved"));
    private List<Shelf.Saved> listed = List.of();
    private Shelf.@Nullable Place open;
    private @Nullable RequestPlan plan;

    Library(Desk desk, Path root, RequestCard card) {
        this.desk = desk;
        this.root = root;
        this.card = card;
        shelf = new Shelf(root);
        environments = new Environments(root);
        choice = new EnvironmentMenu(desk, environments);
        menu.setId("saved-menu");
        menu.setOnShowing(event -> read());
        fill();
    }

    MenuButton menu() {
        return menu;
    }

    MenuButton environment() {
        return choice.button();
    }

    void show(RequestPlan next) {
        RequestPlan before = plan;
        plan = next;
        if (before == null || !before.endpoint().equals(next.endpoint())) open = null;
        read();
        choice.read();
    }

    /// The draft as it goes out.
    ///
    /// @throws StudioException `requestedit.unresolved` where nothing stands for a name in its address or headers
    Draft ready(RequestPlan now, Draft draft) {
        Variables.Filled filled = variables(now).fill(draft);
        if (!filled.missing().isEmpty()) {
            throw StudioException.of("requestedit.unresolved", String.join(", ", filled.missing()));
        }
        return Payload.from(shelf.folder(now.endpoint()), filled.draft());
    }

    /// The drafts of each saved request as last read, by its name; those that cannot be read are left out.
    Map<String, List<Draft>> saved() {
        var all = new LinkedHashMap<String, List<Draft>>();
        for (Shelf.Saved each : listed) {
            HttpFile content = each.content();
            if (content != null && !content.drafts().isEmpty()) {
                all.put(each.name(), content.drafts().stream().map(content::resolved).toList());
            }
        }
        return all;
    }

    List<Judge.Outcome> judge(RequestPlan now, List<Expectation> expected, Exchange answer) {
        return new Judge(shelf.folder(now.endpoint())).judge(expected, answer);
    }

    /// For elsewhere: with open variables filled in, secrets as variables of the environment.
    String copied(RequestPlan now, Draft draft, BiFunction<Draft, Set<String>, String> language) {
        Variables all = variables(now);
        Draft filled = Payload.from(shelf.folder(now.endpoint()), all.open().fill(draft).draft());
        return language.apply(filled, all.secrets());
    }

    private Variables variables(RequestPlan now) {
        return now.variables(environments.variables(environments.chosen()));
    }

    private void read() {
        RequestPlan now = plan;
        if (now == null) return;
        var found = new AtomicReference<List<Shelf.Saved>>(List.of());
        desk.work().run(() -> found.set(shelf.all(now.endpoint())), () -> {
            if (found.get().equals(listed)) return;
            listed = found.get();
            fill();
        });
    }

    private void fill() {
        var items = new ArrayList<MenuItem>();
        listed.forEach(saved -> items.add(entry(saved)));
        if (items.isEmpty()) items.add(item("requests.saved-none", () -> {}, false));
        items.add(new SeparatorMenuItem());
        items.add(item("requests.save", this::saveNew, true));
        Shelf.Place now = open;
        if (now != null) {
            items.add(item("requestedit.save-example", () -> change(() -> shelf.write(now, kept(), card.expectations()),
                    "requestedit.saved-example"), true));
            items.add(item("requestedit.add-example", () -> change(() -> shelf.add(now.file(), kept(), card
                    .expectations()), "requestedit.added-example"), true));
            items.add(item("requestedit.delete-example", () -> change(() -> shelf.delete(now),
                    "requestedit.deleted-example"), true));
            items.add(item("requestedit.rename", () -> rename(now), true));
        }
        items.add(new SeparatorMenuItem());
        items.add(item("requestedit.import.open", () -> ImportDialog.ask(desk, this::take), true));
        menu.getItems().setAll(items);
    }

    private MenuItem entry(Shelf.Saved saved) {
        HttpFile content = saved.content();
        if (content == null) {
            var broken = new MenuItem(Text.of("requestedit.unreadable", saved.name()));
            broken.setMnemonicParsing(false);
            var problem = saved.problem();
            broken.setOnAction(event -> {
                if (problem != null) desk.notices().problem(problem);
            });
            return broken;
        }
        if (content.drafts().size() == 1) return example(saved, content, 0, saved.name());
        var examples = new Menu(saved.name());
        examples.setMnemonicParsing(false);
        for (int i = 0; i < content.drafts().size(); i++)
            examples.getItems().add(example(saved, content, i, content.drafts().get(i).name()));
        return examples;
    }

    private MenuItem example(Shelf.Saved saved, HttpFile content, int index, String title) {
        var item = new MenuItem(title);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> {
            card.open(content.resolved(content.drafts().get(index)));
            card.expectations(content.expectations().get(index));
            open = new Shelf.Place(saved.file(), index);
            fill();
        });
        return item;
    }

    private static MenuItem item(String key, Runnable action, boolean enabled) {
        var item = new MenuItem(Text.of(key));
        item.setId(key.replace('.', '-'));
        item.setDisable(!enabled);
        item.setOnAction(event -> action.run());
        return item;
    }

    private Draft kept() {
        RequestPlan now = plan;
        if (now == null) throw new IllegalStateException("no endpoint");
        Draft draft = now.kept(card.draft(now));
        return Payload.relative(shelf.folder(now.endpoint()), root, draft);
    }

    private void saveNew() {
        RequestPlan now = plan;
        if (now == null) return;
        Draft draft = kept();
        String name = draft.name().isEmpty() ? "request" : draft.name();
        var content = new HttpFile(java.util.Map.of(), List.of(draft), List.of(card.expectations()));
        change(() -> shelf.create(now.endpoint(), name, content), "requests.saved-as");
    }

    private void rename(Shelf.Place place) {
        RequestPlan now = plan;
        if (now == null) return;
        NameDialog.ask(Text.of("requestedit.rename"), name -> change(() -> shelf.rename(place.file(), now.endpoint(),
                name), "requestedit.renamed"));
    }

    /// Imported requests become the examples of one saved request; their addresses become the endpoint’s.
    private void take(Imported imported, String name) {
        RequestPlan now = plan;
        if (now == null) return;
        change(() -> {
            String environment = environments.chosen();
            Imported own = imported.beside(environments.variables(environment));
            List<Draft> drafts = own.drafts().stream().map(each -> new Draft(each.name(), each.method(), "{{endpoint}}"
                    + RequestPlan.path(each.url()), each.headers(), each.body())).toList();
            Set<String> added = environments.add(environment, own.variables(), own.secrets());
            return shelf.create(now.endpoint(), name, new HttpFile(java.util.Map.of(), drafts)).undoing(
                    () -> environments.remove(environment, added));
        }, "requests.saved-as");
    }

    private void change(Supplier<Shelf.Change> step, String key) {
        var made = new AtomicReference<Shelf.@Nullable Change>();
        desk.work().run(() -> made.set(step.get()), () -> {
            Shelf.Change change = made.get();
            if (change == null) return;
            open = key.equals("requestedit.deleted-example") ? null : change.place();
            read();
            fill();
            desk.notices().undoable(Text.of(key, root.relativize(change.place().file())), () -> desk.work().run(
                    () -> change.undo().run(), () -> {
                        open = null;
                        read();
                        fill();
                    }));
        });
    }
}
