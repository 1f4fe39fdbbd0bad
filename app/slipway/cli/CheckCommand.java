package slipway.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.base.Units;
import slipway.catalog.Catalog;
import slipway.catalog.Model;
import slipway.check.CheckTarget;
import slipway.check.ContractResult;
import slipway.check.Passport;
import slipway.check.PassportHtml;
import slipway.check.PassportJson;
import slipway.check.Reports;
import slipway.check.RuleResult;
import slipway.check.Verdict;
import slipway.check.Verification;
import slipway.contract.Profiles;
import slipway.store.AtomicFiles;
import slipway.store.SignedFile;
import slipway.store.WorkspaceKey;

/// `check TARGET`: the conformance passport of a model folder, an image or a URL; `--verify` verifies a signed report.
@Command(name = "check", mixinStandardHelpOptions = true)
final class CheckCommand extends Action {
    private static final String ALL = "all";

    @Parameters(paramLabel = "TARGET", arity = "0..*")
    private List<String> targets = List.of();

    @Option(names = "--contract", paramLabel = "ID[,ID…]|all", split = ",", hideParamSyntax = true)
    private List<String> contracts = List.of();

    @Option(names = "--model", paramLabel = "DIR")
    private @Nullable Path model;

    @Option(names = "--request-file", paramLabel = "FILE")
    private @Nullable Path request;

    @Option(names = "--content-type", paramLabel = "TYPE")
    private @Nullable String contentType;

    @Option(names = "--port", paramLabel = "PORT")
    private int port;

    @Option(names = "--model-name", paramLabel = "NAME")
    private @Nullable String modelName;

    @Option(names = "--out", paramLabel = "FILE")
    private @Nullable Path out;

    @Option(names = "--verify", paramLabel = "FILE")
    private @Nullable Path verify;

    @Override
    int run() throws InterruptedException {
        if (verify != null) return verified(verify);
        if (targets.isEmpty()) throw new ParameterException(spec().commandLine(), Text.of("cli.check.no-target"));
        List<CheckTarget> wanted = targets();
        var passports = new ArrayList<Passport>();
        try (var tasks = new Tasks(); Examining examining = app().opener().examining(tasks, app().workspace())) {
            for (CheckTarget target : wanted) {
                try {
                    Passport passport = examining.examiner().examine(target, against(target),
                            result -> console().message(line(target, result)), Progress.NONE);
                    keep(passport);
                    passports.add(passport);
                } catch (StudioException e) {
                    // of several, the others are checked all the same
                    if (wanted.size() == 1) throw e;
                    console().message(target.name());
                    console().problem(e.problem());
                }
            }
        }
        if (app().json()) tell(passports);
        else
            passports.forEach(this::print);
        return passports.size() == wanted.size() && passports.stream().allMatch(Passport::good) ? 0 : 1;
    }

    /// In the workspace, where there is one: a check of something from anywhere leaves nothing behind.
    private void keep(Passport passport) {
        Path state = app().workspace().resolve(".slipway");
        if (Files.isDirectory(state) || Files.isRegularFile(app().workspace().resolve("slipway.yml"))) {
            var reports = new Reports(state);
            Path file = state.resolve(Reports.FOLDER).resolve(reports.save(passport).file());
            console().message(Text.of("cli.check.report", file));
        }
        if (out != null) {
            write(passport, out);
            console().message(Text.of("cli.check.report", out));
        }
    }

    /// Signed with the workspace's key; a page where the name says so, else JSON.
    private void write(Passport passport, Path file) {
        WorkspaceKey key = WorkspaceKey.open(app().workspace().resolve(".slipway"));
        boolean page = file.toString().endsWith(".html");
        AtomicFiles.write(file, page
                ? SignedFile.html(PassportHtml.page(passport), key)
                : SignedFile.json(PassportJson.text(passport), key));
    }

    private int verified(Path file) {
        Optional<WorkspaceKey> own = WorkspaceKey.existing(app().workspace().resolve(".slipway"));
        Verification verification = Verification.of(file, own.orElse(null));
        if (app().json()) {
            var map = new LinkedHashMap<String, Object>();
            map.put("file", file.toString());
            map.put("valid", verification.valid());
            map.put("outcome", verification.outcome().name().toLowerCase(java.util.Locale.ROOT));
            map.put("fingerprint", verification.fingerprint());
            console().json(map);
        } else {
            Problem problem = verification.problem();
            if (problem == null) console().line(verification.words());
            else
                console().problem(problem);
        }
        return verification.valid() ? 0 : 1;
    }

    /// What is asked for, in that order.
    List<CheckTarget> targets() throws InterruptedException {
        var list = new ArrayList<CheckTarget>();
        for (String each : targets) {
            if (each.equals(ALL) && !Files.exists(Path.of(ALL))) {
                list.addAll(everything());
            } else {
                list.add(target(each));
            }
        }
        return list;
    }

    /// All models of the workspace and all folders with a Dockerfile in it.
    private List<CheckTarget> everything() throws InterruptedException {
        Path root = app().workspace().toAbsolutePath().normalize();
        var list = new ArrayList<CheckTarget>();
        for (Model each : Catalog.scan(root).models()) {
            // the files of its own endpoints are no models to serve
            if (!each.path().startsWith(root.resolve("endpoints"))) list.add(CheckTarget.folder(root, each.path()));
        }
        return list;
    }

    /// An address, else a folder or file that is there, else an image.
    private CheckTarget target(String text) {
        CheckTarget target;
        if (text.startsWith("http://") || text.startsWith("https://")) target = CheckTarget.url(URI.create(text));
        else if (Files.exists(Path.of(text))) target = CheckTarget.folder(app().workspace(), Path.of(text));
        else
            target = CheckTarget.image(text);
        return new CheckTarget(target.name(), target.image(), target.folder(), target.url(), model, request(), port,
                modelName);
    }

    private CheckTarget.@Nullable Request request() {
        if (request == null) return null;
        try {
            return new CheckTarget.Request(contentType == null ? InvokeCommand.typeOf(request) : contentType,
                    Files.readString(request));
        } catch (IOException e) {
            throw new StudioException(Problem.of("cli.file-unreadable", request), e);
        }
    }

    /// Those asked for; else those that suit a model; else all.
    List<String> against(CheckTarget target) {
        Profiles known = Profiles.with(app().workspace().resolve(Profiles.FOLDER));
        known.problems().forEach(console()::problem);
        if (contracts.contains(ALL)) return known.ids();
        if (!contracts.isEmpty()) return contracts;
        Path folder = target.folder();
        if (folder != null && !Files.exists(folder.resolve("Dockerfile"))) {
            List<String> suiting = Catalog.look(folder).contracts();
            if (!suiting.isEmpty()) return known.ids().stream().filter(suiting::contains).toList();
        }
        return known.ids();
    }

    private static String line(CheckTarget target, ContractResult result) {
        return Text.of("cli.check.line", target.name(), result.contract(), result.verdict().word(),
                result.count(Verdict.PASS), result.count(Verdict.WARN), result.count(Verdict.FAIL),
                result.count(Verdict.SKIP), Units.millis(result.millis()));
    }

    private void tell(List<Passport> passports) {
        List<Object> trees = new ArrayList<>(passports.stream().map(PassportJson::tree).toList());
        console().json(trees.size() == 1 ? trees.getFirst() : trees);
    }

    /// What is not as it should be, with what to do about it.
    private void print(Passport passport) {
        for (ContractResult result : passport.results()) {
            List<RuleResult> bad = result.rules().stream()
                    .filter(rule -> rule.verdict() == Verdict.FAIL || rule.verdict() == Verdict.WARN).toList();
            for (RuleResult rule : bad) {
                console().line(rule.verdict().word() + "  " + rule.id() + "  " + rule.asks());
                console().line("      " + rule.evidence());
                console().line("      " + rule.fix());
                console().line("      " + rule.source() + (rule.row() == null ? "" : " · " + rule.row()));
            }
        }
    }
}
