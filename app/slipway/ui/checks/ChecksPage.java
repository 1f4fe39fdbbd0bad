package slipway.ui.checks;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.check.CheckTarget;
import slipway.check.Checks;
import slipway.check.ChecksView;
import slipway.check.ChecksView.Cell;
import slipway.check.ChecksView.Column;
import slipway.check.ChecksView.Row;
import slipway.check.ChecksView.Run;
import slipway.check.Comparison;
import slipway.check.Verdict;
import slipway.ui.Command;
import slipway.ui.Desk;
import slipway.ui.Page;
import slipway.ui.WindowSettings.ChosenCheck;
import slipway.ui.fx.Fx;
import slipway.ui.widget.Card;
import slipway.ui.widget.EmptyState;
import slipway.ui.widget.Icons;
import slipway.ui.widget.Labels;
import slipway.ui.widget.OpenTarget;
import slipway.ui.widget.PageHeader;
import slipway.ui.widget.ProblemBanner;
import slipway.ui.widget.SaveTarget;
import slipway.ui.widget.Sheets;
import slipway.ui.widget.Skeleton;
import slipway.ui.widget.TextScale;

/// The conformance passport: models, images and servers down, contracts across; a cell opens its rules. FX thread.
public final class ChecksPage implements Page {
    /// Narrower than this, a cell shows figures only.
    private static final double WITH_WORDS = 1000;

    private final Desk desk;
    private final Checks checks;
    private final Habits habits;
    private final ReportActs reports;
    private final RehearseMenu rehearse;
    private final VBox page = new VBox();
    private final VBox full = new VBox(16);
    private final VBox problems = new VBox(8);
    private final CheckMatrix matrix = new CheckMatrix(this::chosen, (row, contract) -> this.card().focusRules(),
            this::check);
    private final Card matrixCard = new Card().flush().with(matrix);
    private final Label about = Labels.muted("");
    private final ResultCard result;
    private ChosenCheck choice;
    /// A target that becomes the chosen one as soon as it stands here; empty for none.
    private String wanted = "";
    private @Nullable Button all;
    private @Nullable Button compare;
    private @Nullable Region view;

    /// What the page remembers.
    public record Habits(ChosenCheck choice, Consumer<ChosenCheck> chosen) {}

    /// @param remedies content of the box under rules that fail
    public ChecksPage(Desk desk, Checks checks, Habits habits, Remedies remedies,
            RehearseMenu.Ground ground, SaveTarget save, OpenTarget open) {
        this.desk = desk;
        this.checks = checks;
        this.habits = habits;
        this.choice = habits.choice;
        this.reports = new ReportActs(desk, checks, save, open);
        this.rehearse = new RehearseMenu(ground, desk.notices()::copied);
        this.result = new ResultCard(new ResultCard.Acts(desk.notices()::copied,
                chosen -> check(chosen.row(), chosen.column().id()),
                first -> remember(new ChosenCheck(choice.target(), choice.contract(), first))), remedies,
                choice.failuresFirst());
        desk.commands().add(this::commands);
    }

    private ResultCard card() {
        return result;
    }

    @Override
    public String id() {
        return "checks";
    }

    @Override
    public String icon() {
        return "fth-shield";
    }

    @Override
    public Region view() {
        if (view == null) view = build();
        return view;
    }

    /// The name of a target, with ` contract` behind it where a cell is meant.
    @Override
    public void select(String what) {
        int space = what.lastIndexOf(' ');
        String contract = space < 0 ? "" : what.substring(space + 1);
        boolean cell = checks.view().get().contracts().stream().anyMatch(each -> each.id().equals(contract));
        String target = cell ? what.substring(0, space) : what;
        checks.row(target).ifPresent(row -> open(row, cell ? contract : worst(row)));
    }

    private Region build() {
        about.setMinWidth(0);
        var header = new PageHeader(Text.of("page.checks.title"), about);
        header.getChildren().add(rehearse);
        compare = header.action("", Text.of("passport.compare.open"), this::compare);
        compare.setId("checks-compare");
        header.getChildren().add(reports.menu());
        Button other = Icons.button("fth-plus", Text.of("passport.other"), this::other);
        other.setId("checks-other");
        header.getChildren().add(2, other);
        all = header.action("", Text.of("passport.all"), checks::startAll, "success");
        all.setId("checks-all");
        all.setTooltip(new Tooltip(CheckCommands.ALL));
        VBox.setVgrow(result.card(), Priority.ALWAYS);
        VBox.setVgrow(full, Priority.ALWAYS);
        full.getChildren().setAll(matrixCard, result.card());
        full.setMinHeight(0);
        page.getStyleClass().add("page");
        Sheets.wear(page, "passport");
        page.getChildren().setAll(header, problems, new Skeleton(8));
        page.widthProperty().addListener(observed -> matrix.narrow(page.getWidth() < TextScale.of(WITH_WORDS)));
        page.heightProperty().addListener(observed -> size());
        Fx.follow(page, checks.reading(), reading -> {
            problems(reading);
            show(checks.view().get());
        });
        Fx.follow(page, checks.view(), this::show);
        Fx.follow(page, checks.failures(), failures -> show(checks.view().get()));
        page.sceneProperty().addListener((observed, old, scene) -> {
            // another program may have checked meanwhile
            if (scene != null) checks.refresh();
        });
        return page;
    }

    private void problems(Checks.Reading reading) {
        problems.getChildren().setAll(reading.problems().stream().limit(3).map(problem -> new ProblemBanner(
                Objects.requireNonNullElse(problem.detail(), ""), problem, List.of(), desk.notices()::copied)
                .mild().action(Text.of("shell.retry"), checks::refresh)).toList());
        problems.setVisible(!reading.problems().isEmpty());
        problems.setManaged(!reading.problems().isEmpty());
    }

    private void show(ChecksView now) {
        about.setText(Text.of("passport.about", editions(now)));
        boolean idle = now.rows().stream().noneMatch(row -> !row.running().isEmpty());
        if (all != null) all.setDisable(now.rows().isEmpty() || !idle);
        if (compare != null) compare.setDisable(now.runs().size() < 2);
        if (now.rows().isEmpty()) {
            body(checks.reading().get().under() ? new Skeleton(8) : empty());
            return;
        }
        body(full);
        matrix.show(now);
        size();
        if (!wanted.isEmpty() && checks.row(wanted).isPresent()) {
            select(wanted);
            wanted = "";
            return;
        }
        Row row = now.rows().stream().filter(each -> each.target().name().equals(choice.target())).findFirst()
                .orElse(null);
        if (row == null || !named(now, choice.contract())) first(now);
        else
            open(row, choice.contract());
    }

    private static boolean named(ChecksView now, String contract) {
        return now.contracts().stream().anyMatch(each -> each.id().equals(contract));
    }

    /// What needs a look first: something that failed, else anything.
    private void first(ChecksView now) {
        Row row = now.rows().stream().max(Comparator.comparingInt(ChecksPage::verdict)).orElseThrow();
        open(row, worst(row));
    }

    private static int verdict(Row row) {
        return row.cells().values().stream().mapToInt(cell -> weight(cell.result().verdict())).max().orElse(-1);
    }

    private static int weight(Verdict verdict) {
        return switch (verdict) {
            case PASS -> 0;
            case SKIP -> 1;
            case WARN -> 2;
            case FAIL -> 3;
        };
    }

    /// The contract of the worst result, else the first that suits.
    private static String worst(Row row) {
        return row.cells().entrySet().stream()
                .max(Map.Entry.comparingByValue(Comparator.comparing(cell -> cell.result().verdict())))
                .map(Map.Entry::getKey).orElse(row.contracts().getFirst());
    }

    /// The matrix is as high as its rows, but leaves the rules most of the page.
    private void size() {
        double wanted = TextScale.of(CheckMatrix.HEAD + CheckMatrix.ROW * matrix.getItems().size());
        double room = Math.max(TextScale.of(4 * CheckMatrix.ROW), page.getHeight() * 0.4);
        matrix.setMinHeight(Math.min(wanted, room));
        matrix.setPrefHeight(Math.min(wanted, room));
        matrix.setMaxHeight(Math.min(wanted, room));
    }

    private void open(Row row, String contract) {
        matrix.choose(row.target().name(), contract);
        chosen(row, contract);
    }

    private void chosen(Row row, String contract) {
        ChecksView now = checks.view().get();
        String which = contract.isEmpty() ? worst(row) : contract;
        remember(new ChosenCheck(row.target().name(), which, choice.failuresFirst()));
        Column column = now.contracts().stream().filter(each -> each.id().equals(which)).findFirst().orElseThrow();
        Cell cell = row.cells().get(which);
        Run run = cell == null
                ? null
                : now.runs().stream().filter(each -> each.id().equals(cell.run())).findFirst().orElse(null);
        reports.show(run == null ? null : run.id());
        rehearse.show(row);
        result.show(new ResultCard.Chosen(row, column, cell, run, checks.failures().get().get(row.target().name())));
    }

    private void remember(ChosenCheck next) {
        if (next.equals(choice)) return;
        choice = next;
        habits.chosen.accept(next);
    }

    private void check(Row row, String contract) {
        check(row.target(), List.of(contract));
    }

    private void check(CheckTarget target, List<String> contracts) {
        try {
            checks.start(target, contracts);
        } catch (StudioException e) {
            desk.notices().problem(e.problem());
        }
    }

    private void other() {
        TargetDialog.ask(checks.view().get().contracts(), (target, contracts) -> {
            wanted = target.name();
            check(target, contracts);
        });
    }

    private void compare() {
        ChecksView now = checks.view().get();
        if (now.runs().size() < 2) return;
        Run shown = now.runs().stream().filter(run -> checks.row(choice.target())
                .map(row -> row.cells().get(choice.contract())).map(cell -> cell.run().equals(run.id())).orElse(false))
                .findFirst().orElse(null);
        CompareDialog.open(now.runs(), shown, new CompareDialog.Reader() {
            @Override
            public void read(String before, String after, Consumer<Comparison> then, Consumer<Problem> failed) {
                compared(before, after, then, failed);
            }

            @Override
            public boolean comparable(Run one, Run other) {
                return !Collections.disjoint(checks.contracts(one.id()), checks.contracts(other.id()));
            }
        }, desk.notices()::copied);
    }

    private void compared(String before, String after, Consumer<Comparison> then, Consumer<Problem> failed) {
        var comparison = new AtomicReference<@Nullable Comparison>();
        var problem = new AtomicReference<@Nullable Problem>();
        desk.work().run(() -> {
            try {
                comparison.set(checks.compare(before, after));
            } catch (StudioException e) {
                problem.set(e.problem());
            }
        }, () -> {
            Comparison read = comparison.get();
            Problem why = problem.get();
            if (read != null) then.accept(read);
            if (why != null) failed.accept(why);
        });
    }

    private EmptyState empty() {
        return new EmptyState("fth-shield", Text.of("passport.empty"), Text.of("passport.empty.text"))
                .action(Text.of("passport.empty.models"), () -> desk.navigator().open("models", ""))
                .action(Text.of("passport.other"), this::other);
    }

    private void body(Node next) {
        int last = page.getChildren().size() - 1;
        Node before = page.getChildren().get(last);
        if (before.equals(next) || (before.getClass().equals(next.getClass()) && !next.equals(full))) return;
        page.getChildren().set(last, next);
        VBox.setVgrow(next, Priority.ALWAYS);
    }

    /// `November 2026`, or from when to when.
    static String editions(ChecksView view) {
        List<String> sorted = view.contracts().stream().map(Column::edition).distinct().sorted().toList();
        if (sorted.isEmpty()) return "–";
        String newest = month(sorted.getLast());
        return sorted.size() == 1 ? newest : Text.of("passport.about.between", month(sorted.getFirst()), newest);
    }

    private static String month(String edition) {
        try {
            return YearMonth.parse(edition).format(DateTimeFormatter.ofPattern("MMMM uuuu", Text.locale()));
        } catch (DateTimeException e) {
            return edition;
        }
    }

    private List<Command> commands() {
        var all = new ArrayList<Command>();
        String group = Text.of("page.checks.title");
        all.add(new Command(group, Text.of("passport.all"), "fth-shield", "", checks::startAll));
        all.add(new Command(group, Text.of("passport.report.verify"), "fth-user-check", "", reports::verify));
        all.add(new Command(group, Text.of("rehearse.open"), "fth-clock", "", rehearse::platforms));
        all.add(new Command(group, Text.of("passport.other"), "fth-plus", "", this::other));
        ChecksView now = checks.view().get();
        if (now.runs().size() > 1) {
            all.add(new Command(group, Text.of("passport.compare.open"), "fth-columns", "", this::compare));
        }
        now.rows().stream().filter(row -> row.running().isEmpty()).forEach(row -> all.add(new Command(group,
                Text.of("passport.task.check", row.title()), "fth-shield", "", () -> {
                    desk.navigator().open("checks", row.target().name());
                    check(row.target(), row.contracts());
                })));
        return all;
    }
}
