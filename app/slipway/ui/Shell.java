package slipway.ui;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

import org.jspecify.annotations.Nullable;

import slipway.base.Activity;
import slipway.base.Language;
import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.deploy.Deployment;
import slipway.engine.Engine;
import slipway.engine.EngineInfo;
import slipway.spec.WorkspaceSpec;
import slipway.traffic.EndpointView;
import slipway.ui.WindowSettings.Attention;
import slipway.ui.fx.Fx;
import slipway.ui.help.HelpWindow;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.Skeleton;
import slipway.update.Updates;

/// The window around the pages: first an empty frame that costs nothing, then [#fill] when the features are there.
/// Owned by [StudioApp]; FX thread.
final class Shell implements Navigator {
    private final Stage stage;
    private final BorderPane frame = new BorderPane();
    private final StackPane root = new StackPane();
    private final StackPane middle = new StackPane();
    private final Overlays overlays = new Overlays();
    private final Toasts toasts = new Toasts(overlays);
    private final HelpWindow guide;
    private final DropZone drops = new DropZone(root);
    private final Rail rail = new Rail(folded -> remember(settings -> settings.withRail(folded)));
    private final StatusBar statusBar = new StatusBar();
    private final Commands commands = new Commands();
    private final Palette palette = new Palette(overlays::close);
    private final LanguageMenu languages = new LanguageMenu(() -> settings().language(), this::language);
    private final ReadingKeys reading = new ReadingKeys(() -> settings().reading(), this::read);
    private final TaskCentre taskCentre;
    private final EnginePanel engines;
    private final TopBar topBar;
    private final Desk desk;
    private final Map<String, Page> pages = new LinkedHashMap<>();
    private ActivitySheet activitySheet = new ActivitySheet(on -> {}, () -> {});
    private final Unforeseen unforeseen;

    private Consumer<WindowSettings> save = settings -> {};
    private final Unseen unseen = new Unseen(this::away);
    private Runnable whenActivityOpens = () -> {};
    private Runnable whenLanguageChanges = () -> {};
    private WindowSettings settings;
    private final Live<WindowSettings> kept;
    private volatile @Nullable Activity log;

    /// `front` shows what pages say and open, also those of a shell before this one.
    Shell(Stage stage, Tasks tasks, WindowSettings remembered, Front front) {
        front.is(this);
        this.stage = stage;
        this.settings = remembered;
        this.unforeseen = new Unforeseen(toasts, failure -> tasks.unforeseen("window", failure));
        this.kept = new Live<>(remembered);
        ReadingKeys.apply(remembered.reading());
        guide = new HelpWindow(stage, toasts::copied, this::openHelp);
        toasts.explained(guide::problem);
        taskCentre = new TaskCentre(tasks, toasts::copied);
        var work = new TaskWork(tasks, front, () -> log);
        engines = new EnginePanel(toasts::copied, work);
        topBar = new TopBar(this::openPalette, this::openEngines, this::openTasks, this::openActivity,
                this::openGuide, this::switchTheme, languages.button());
        desk = new Desk(front, front, commands, work);
        frame.setTop(topBar);
        frame.setLeft(rail);
        frame.setCenter(new PageRoom(middle));
        frame.setBottom(statusBar);
        var waiting = new Skeleton(8);
        waiting.getStyleClass().add("page");
        middle.getChildren().setAll(waiting);
        StackPane.setAlignment(toasts, Pos.BOTTOM_RIGHT);
        root.getChildren().setAll(frame, overlays, toasts, drops);
        root.addEventFilter(KeyEvent.KEY_PRESSED, new ShellKeys(this, reading)::pressed);
        Fx.follow(root, tasks.shown(), topBar::tasks);
        commands.add(this::ownCommands);
        commands.add(guide::commands);
        rail.fold(remembered.railCollapsed());
    }

    /// What the frame itself shows of the features.
    record Feed(Live<WorkspaceSpec> spec, List<Engine> engines, Live<List<EndpointView>> endpoints,
            Live<List<Deployment>> deployments, Traffic traffic, Activity activity, Updates updates,
            Consumer<WindowSettings> save) {
        static Feed of(Parts parts) {
            return new Feed(parts.workspace().spec(), parts.engines().all(),
                    parts.gateway().endpoints(), parts.deployments().all(), Traffic.of(parts.gateway()),
                    parts.activity(), parts.updates(),
                    frame -> parts.settings().value().update(kept -> kept.withFrame(frame)));
        }
    }

    Region root() {
        return root;
    }

    Desk desk() {
        return desk;
    }

    Notices notices() {
        return toasts;
    }

    /// The features are there: pages, chips and figures come alive.
    void fill(Feed feed, List<Page> list) {
        log = feed.activity;
        toasts.crashes(feed.spec.get().root().resolve(".slipway").resolve("crashes"));
        pages.clear();
        list.forEach(page -> pages.put(page.id(), page));
        rail.list(entries(), id -> open(id, ""));
        save = feed.save;
        Fx.follow(root, feed.spec, spec -> topBar.workspace(spec.name(), spec.root().toString()));
        engines.follow(feed.engines);
        // the live values are taken once: an engine without changes makes a new constant each time
        List<Live<EngineInfo>> infos = feed.engines.stream().map(Engine::live).toList();
        infos.forEach(live -> Fx.follow(root, live, info -> topBar.engine(EnginePanel.chip(infos.stream()
                .map(Live::get).toList(), feed.spec.get().defaultEngine()))));
        statusBar.follow(feed.endpoints, feed.deployments, feed.traffic, toasts::copied);
        fillActivity(feed.activity);
        BooleanSupplier quiet = () -> settings.attention().quiet();
        var news = new NewsDesk(toasts, this, quiet);
        Fx.follow(root, feed.deployments, news::show);
        var release = new UpdateNews(feed.updates, toasts, this, quiet);
        Fx.follow(root, feed.updates.last(), last -> release.show());
        open(pages.containsKey(settings.page()) ? settings.page() : list.getFirst().id(), "");
    }

    private void fillActivity(Activity entriesOf) {
        var sheet = new ActivitySheet(on -> remember(now -> now.withAttention(new Attention(now.attention()
                .seenMillis(), on))), () -> open("monitor", "activity"));
        activitySheet = sheet;
        unseen.seen(settings.attention().seenMillis());
        Runnable seen = () -> seen(entriesOf.entries().get());
        Fx.follow(root, entriesOf.entries(), entries -> {
            sheet.show(entries);
            if (overlays.showing(sheet)) seen(entries);
            topBar.news(unseen.count(entries));
        });
        sheet.quiet(settings.attention().quiet());
        topBar.quiet(settings.attention().quiet());
        sheet.setOnMouseEntered(event -> seen.run());
        whenActivityOpens = seen;
    }

    private boolean away() {
        return !stage.isFocused();
    }

    private void seen(List<Activity.Entry> entries) {
        if (entries.isEmpty()) return;
        long newest = entries.getFirst().at().toEpochMilli();
        unseen.seen(newest);
        topBar.news(unseen.count(entries));
        if (newest != settings.attention().seenMillis())
            remember(now -> now.withAttention(new Attention(newest, now.attention().quiet())));
    }

    void workspaces(WorkspaceMenu menu) {
        topBar.workspaces(menu);
        commands.add(menu::commands);
    }

    /// What becomes of files and folders dropped anywhere on the window.
    void dropped(Consumer<Path> taker) {
        drops.give(taker);
    }

    /// The features could not be built: says so in the page's place, with a retry.
    void failed(Problem problem, Runnable retry) {
        var banner = new ProblemBanner(problem, toasts::copied).action(Text.of("shell.retry"), retry);
        var page = new VBox(banner);
        page.getStyleClass().add("page");
        middle.getChildren().setAll(page);
    }

    @Override
    public void open(String page, String what) {
        Page target = pages.get(page);
        if (target == null) return;
        overlays.close();
        rail.select(page);
        Region view = target.view();
        if (!middle.getChildren().contains(view)) {
            middle.getChildren().setAll(view);
            if (!rail.inUse()) view.requestFocus();
        }
        if (!what.isEmpty()) target.select(what);
        remember(now -> now.withPage(page));
    }

    /// Says what nobody caught.
    void unforeseen(Throwable failure) {
        unforeseen.say(failure);
    }

    /// As if the person had pressed `keys` where the keyboard is now.
    void press(KeyCodeCombination keys) {
        KeyPress.fire(root, keys);
    }

    /// What stands under `id` in the window, if it can be used now.
    Optional<Node> usable(String id) {
        Scene scene = root.getScene();
        Node found = scene == null ? null : scene.lookup("#" + id);
        return Optional.ofNullable(found).filter(node -> !node.isDisabled());
    }

    List<String> pageIds() {
        return List.copyOf(pages.keySet());
    }

    void resize(double width, double height) {
        stage.setMaximized(false);
        stage.setWidth(width);
        stage.setHeight(height);
    }

    /// `system`, `light` or `dark`, from now on and remembered.
    void theme(String choice) {
        change(now -> now.withTheme(choice));
    }

    /// Looks as `change` has it, from now on and remembered; all but its language.
    private void change(UnaryOperator<WindowSettings> change) {
        WindowSettings before = settings;
        remember(change);
        ReadingKeys.apply(settings.reading());
        applyTheme();
        boolean size = settings.width() != before.width() || settings.height() != before.height()
                || settings.maximized() != before.maximized();
        if (!size) return;
        resize(settings.width(), settings.height());
        stage.setMaximized(settings.maximized());
    }

    /// How large text is and whether anything moves, from now on and remembered.
    void read(WindowSettings.Reading next) {
        change(now -> now.withReading(next));
    }

    /// The tag of a language, or empty for the system’s; from now on and remembered. What stands in the window keeps
    /// the words that it was made with, so whoever owns it makes it anew.
    void language(String tag) {
        remember(now -> now.withLanguage(tag));
        Text.speak(Language.of(tag));
        whenLanguageChanges.run();
    }

    void whenLanguageChanges(Runnable rebuild) {
        whenLanguageChanges = rebuild;
    }

    void applyTheme() {
        Scene scene = root.getScene();
        if (scene == null) return;
        boolean dark = Theme.isDark(settings.theme());
        Theme.apply(scene, dark);
        topBar.theme(dark);
    }

    /// Keeps size and place for the next start.
    void rememberSize() {
        boolean max = stage.isMaximized();
        remember(now -> max
                ? now.withSize(now.width(), now.height(), true)
                : now.withSize(stage.getWidth(), stage.getHeight(), false));
    }

    /// What the person sees and changes in the settings.
    Looks looks() {
        return new Looks(kept, this::change, this::rememberSize, this::language);
    }

    WindowSettings settings() {
        return settings;
    }

    private void remember(UnaryOperator<WindowSettings> change) {
        boolean folded = settings.railCollapsed();
        settings = change.apply(settings);
        if (folded != settings.railCollapsed()) rail.fold(settings.railCollapsed());
        topBar.quiet(settings.attention().quiet());
        activitySheet.quiet(settings.attention().quiet());
        kept.set(settings);
        save.accept(settings);
    }

    private List<Rail.Entry> entries() {
        return pages.values().stream()
                .map(page -> new Rail.Entry(page.id(), page.icon(), Text.of("page." + page.id() + ".title"))).toList();
    }

    /// As shown: `Ctrl+1`; the tenth page has the key that settings have elsewhere.
    static String pageKeys(int number) {
        return number > Rail.DIGITS ? Text.of("shell.keys.settings") : Text.of("shell.keys.page", number);
    }

    private List<Command> ownCommands() {
        String go = Text.of("shell.group.go");
        String window = Text.of("shell.group.window");
        var all = new ArrayList<Command>();
        int number = 1;
        for (Rail.Entry page : entries()) {
            all.add(new Command(go, page.title(), page.icon(), pageKeys(number++), () -> open(page.id(), "")));
        }
        all.add(new Command(window, Text.of("shell.theme.light"), "fth-sun", "", () -> theme("light")));
        all.add(new Command(window, Text.of("shell.theme.dark"), "fth-moon", "", () -> theme("dark")));
        all.add(new Command(window, Text.of("shell.theme.system"), "fth-monitor", "", () -> theme("system")));
        all.addAll(languages.commands(window));
        all.addAll(reading.commands(window));
        all.add(new Command(window, Text.of("shell.rail.toggle"), "fth-sidebar", Text.of("shell.keys.rail"),
                this::foldRail));
        all.add(new Command(window, Text.of("shell.help.tasks"), "fth-list", Text.of("shell.keys.tasks"),
                this::openTasks));
        all.add(new Command(window, Text.of("shell.engines"), "fth-cpu", "", this::openEngines));
        all.add(new Command(window, Text.of("shell.activity"), "fth-bell", "", this::openActivity));
        all.add(new Command(window, Text.of("notify.quiet"), "fth-bell-off", "", () -> remember(now -> now
                .withAttention(new Attention(now.attention().seenMillis(), !now.attention().quiet())))));
        all.add(new Command(window, Text.of("shell.guide"), "fth-help-circle", Text.of("shell.keys.guide"),
                this::openGuide));
        all.add(new Command(window, Text.of("shell.help"), "fth-command", Text.of("shell.keys.help"),
                this::openHelp));
        all.add(new Command(window, Text.of("shell.quit"), "fth-log-out", "", Platform::exit));
        return all;
    }

    void openPalette() {
        palette.offer(commands.all());
        overlays.showCentred(palette);
    }

    private void openEngines() {
        overlays.toggleUnder(topBar.engine, engines);
    }

    void openTasks() {
        overlays.toggleUnder(topBar.tasks, taskCentre);
    }

    private void openActivity() {
        overlays.toggleUnder(topBar.bell, activitySheet);
        whenActivityOpens.run();
    }

    void openGuide() {
        guide.about(settings.page());
    }

    void openHelp() {
        overlays.showCentred(new ShortcutHelp(entries()));
    }

    void foldRail() {
        remember(now -> now.withRail(!now.railCollapsed()));
    }

    void switchTheme() {
        theme(Theme.isDark(settings.theme()) ? "light" : "dark");
    }
}
