package slipway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import picocli.CommandLine;

import slipway.check.CheckTarget;
import slipway.load.LoadPlan;
import slipway.load.ReplayPlan;
import slipway.record.RecordingMeta.Ask;
import slipway.rollout.RolloutPlan;
import slipway.rollout.Split;
import slipway.testkit.RefusingOpener;

/// A command as it is pasted into a shell: a real one takes it apart, and our own command line reads what comes of it.
public final class Pasted {
    private final CommandLine.ParseResult read;

    public Pasted(String command) throws IOException, InterruptedException {
        List<String> words = words(command);
        var out = new PrintWriter(new StringWriter());
        CommandLine.ParseResult at = CommandLineApp.line(RefusingOpener.all(), new Console(out, out))
                .parseArgs(words.toArray(String[]::new));
        while (at.hasSubcommand())
            at = at.subcommand();
        read = at;
    }

    /// What the program would get of it.
    public static List<String> words(String command) throws IOException, InterruptedException {
        var shell = new ProcessBuilder("/bin/sh", "-c", "slipway() { printf '%s\\0' \"$@\"; }\n" + command)
                .redirectErrorStream(true).start();
        String all = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (shell.waitFor() != 0) throw new AssertionError(all);
        return List.of(all.split("\0", -1)).subList(0, (int) all.chars().filter(c -> c == 0).count());
    }

    /// The whole name of the command: `slipway image pull`.
    public String name() {
        return read.commandSpec().qualifiedName();
    }

    /// The value of an option, as text.
    public String option(String name) {
        return Objects.toString(read.matchedOptionValue(name, null));
    }

    public List<String> positionals() {
        var all = new ArrayList<String>();
        read.matchedPositionals().forEach(each -> all.addAll(each.originalStringValues()));
        return all;
    }

    public LoadPlan load() {
        return as(LoadCommand.class).plan();
    }

    public ReplayPlan replay() {
        return as(ReplayCommand.class).plan();
    }

    public Ask record(String endpoint) {
        return as(RecordCommand.class).ask(endpoint);
    }

    public RolloutPlan rollout(Split now) {
        return as(RolloutCommand.class).plan(option("--to"), now);
    }

    public List<CheckTarget> targets() throws InterruptedException {
        return as(CheckCommand.class).targets();
    }

    public List<String> contracts(CheckTarget target) {
        return as(CheckCommand.class).against(target);
    }

    private <A> A as(Class<A> type) {
        return type.cast(Objects.requireNonNull(read.commandSpec().userObject()));
    }
}
