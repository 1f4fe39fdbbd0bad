package slipway.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

import slipway.base.Language;
import slipway.base.Problem;
import slipway.base.Text;
import slipway.testkit.RefusingOpener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// A command line that cannot be read is refused in the language that is spoken, whatever is wrong with it.
class WrongUsageTest {
    /// Words of the parser’s own sentences.
    private static final List<String> OF_PICOCLI = List.of("Missing required", "Unknown option", "Invalid value",
            "Unmatched argument", "Expected parameter", "should be specified", "mutually exclusive", "cannot convert",
            "Possible solutions", "Did you mean", "Usage:", "picocli", "[problem", "[cli");

    private static final CommandLine LINE = Commands.line();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void english() {
        Text.speak(Language.ENGLISH);
    }

    /// What is wrong, by the words that are typed.
    private static Map<List<String>, Problem> wrong() {
        String builders = "auto, classic, buildkit";
        return Map.ofEntries(
                row("up --frobnicate --xyzzy=1", "cli.option-unknown", "--frobnicate, --xyzzy", 2, "slipway up"),
                row("up --regsitry=a", "cli.option-misspelt", "--regsitry", 1, "slipway up", "--registry"),
                row("endpoint update iris --predict", "cli.option-misspelt", "--predict", 1, "slipway endpoint update",
                        "--predict-log, --predict-bodies"),
                row("endpoint lst", "cli.command-misspelt", "lst", "slipway endpoint", "create, add, update, scale, "
                        + "rollback, show, list, delete, token, regenerate-key", "slipway endpoint list"),
                row("image xyzzy", "cli.command-unknown", "xyzzy", "slipway image",
                        "load, save, push, pull, tag, prune, login, logout"),
                row("down one two three", "cli.word-unexpected", "two three", "slipway down [DIR]"),
                row("export", "cli.argument-missing", "--to ID, ENDPOINT", "slipway export",
                        "slipway export [OPTION…] --to ID ENDPOINT"),
                row("restore", "cli.argument-missing", "FILE, DIR", "slipway restore", "slipway restore FILE DIR"),
                row("restore a", "cli.argument-missing", "DIR", "slipway restore", "slipway restore FILE DIR"),
                row("load iris --rate", "cli.value-missing", "--rate", "--rate R"),
                row("load iris --rate --insecure", "cli.value-missing", "--rate", "--rate R"),
                row("load --compare one", "cli.value-missing", "--compare", "--compare RUN RUN"),
                row("export iris --to", "cli.value-missing", "--to", "--to ID"),
                row("image login r -u", "cli.value-missing", "--username", "--username USER"),
                row("load iris --rate 1 --rate 2", "cli.option-twice", "--rate"),
                row("up --for soon", "cli.value-form", "soon", "--for",
                        "soon is no time: write 500ms, 30s, 5m or 2h.", "slipway up"),
                row("build m --builder best", "cli.value-choice", "best", "--builder", builders),
                row("completion csh", "cli.value-choice", "csh", "SHELL", "bash, zsh, fish"),
                row("load iris --count many", "cli.value-whole", "many", "--count"),
                row("rollout iris --steps 5,x", "cli.value-whole", "x", "--steps"),
                row("check --port 99999999999", "cli.value-range", "99999999999", "--port", -2147483648L, 2147483647L),
                row("load iris --rate fast", "cli.value-number", "fast", "--rate"),
                row("ps --json=secret", "cli.value-switch", "--json"),
                row("logs blue --grep a(b", "cli.value-pattern", "a(b", "--grep", 3),
                row("backup a\0b", "cli.value-path", "a\0b", "FILE"),
                row("build m --build-arg BASE", "cli.value-pair", "BASE", "--build-arg", "--build-arg NAME=VALUE"));
    }

    private static Map.Entry<List<String>, Problem> row(String words, String code, Object... args) {
        return Map.entry(List.of(words.split(" ")), Problem.of(code, args));
    }

    @Test
    void eachKindIsKnownByWhatItCarries() {
        wrong().forEach((words, problem) -> assertEquals(problem, problem(words), () -> String.join(" ", words)));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void eachKindIsSaidInTheLanguageThatIsSpoken(Language language) {
        wrong().forEach((words, english) -> {
            Text.speak(Language.ENGLISH);
            String what = problem(words).what();
            Text.speak(language);
            Problem problem = problem(words);
            assertEquals(2, run(words), () -> String.join(" ", words));
            assertEquals(List.of(problem.what(), "  " + problem.why(), "  " + problem.fix()), said());
            assertEquals(language == Language.ENGLISH, what.equals(problem.what()), what);
            assertEquals("", out.toString());
        });
    }

    @Test
    void oneSentenceInFourLanguages() {
        var said = new ArrayList<String>();
        for (Language language : Language.values()) {
            Text.speak(language);
            run(List.of("load", "iris", "--rate", "veloz"));
            said.addAll(said().subList(0, 2));
        }
        assertEquals(List.of("“veloz” does not fit --rate.", "  It takes a number.", "“veloz” no sirve para --rate.",
                "  Admite un número.", "“veloz” não serve para --rate.", "  Aceita um número.",
                "«\u202fveloz\u202f» ne convient pas à --rate.", "  Un nombre est attendu."), said);
    }

    @Test
    void aMisspeltCommandIsFoundWhereverItStands() {
        for (String words : List.of("bundel", "bundel create x", "bundel --into x", "bundel up",
                "--json bundel down x")) {
            assertEquals(2, run(List.of(words.split(" "))));
            assertEquals("There is no command “bundel”.", said().getFirst());
            assertTrue(said().get(1).startsWith("  slipway has: demo, doctor, "), () -> said().get(1));
            assertTrue(said().getLast().startsWith("  Did you mean slipway bundle?"), () -> said().getLast());
        }
    }

    @Test
    void whatACommandItselfMissesIsFollowedByItsHelp() {
        Text.speak(Language.SPANISH);
        assertEquals(2, run(List.of("check")));
        assertEquals(List.of(Text.of("cli.check.no-target"), "  slipway check --help muestra lo que admite."), said());
        assertEquals(2, run(List.of("endpoint")));
        List<String> said = said();
        assertEquals("Aquí falta un comando.", said.getFirst());
        assertTrue(said.stream().anyMatch(line -> line.startsWith("Uso: slipway endpoint")), said::toString);
        assertTrue(said.contains("Comandos:"), said::toString);
    }

    @Test
    void whatOnlyTheParserKnowsIsSaidInItsWords() {
        var refusal = new MaxValuesExceededException(LINE, "only one match");
        assertEquals(Problem.of("cli.usage-unread", "only one match", "slipway"), WrongUsage.problem(refusal, List
                .of()));
    }

    @Test
    void nothingIsEnglishWhateverIsWrongWithWhicheverCommand() {
        Text.speak(Language.SPANISH);
        var broken = new TreeSet<String>();
        int[] tried = {0};
        for (CommandSpec command : CommandWords.all(LINE.getCommandSpec())) {
            wrong(command).forEach(words -> {
                tried[0]++;
                String said = refused(words);
                if (said.lines().count() != 3 || OF_PICOCLI.stream().anyMatch(said::contains))
                    broken.add(String.join(" ", words) + ": " + said);
            });
        }
        assertEquals("", String.join("\n", broken));
        assertTrue(tried[0] > 400, () -> "only " + tried[0]);
    }

    /// All that can be wrong with `command` and each of its options.
    private static List<List<String>> wrong(CommandSpec command) {
        List<String> named = List.of(CommandWords.name(command).split(" "));
        List<String> words = named.subList(1, named.size());
        var all = new ArrayList<List<String>>();
        all.add(with(words, "--xyzzy"));
        if (command.args().stream().anyMatch(each -> each.required())) all.add(words);
        boolean endless = command.positionalParameters().stream().anyMatch(each -> each.index().isVariable());
        if (!endless) all.add(with(words, Stream.generate(() -> "x").limit(9).toArray(String[]::new)));
        for (OptionSpec option : command.options()) {
            if (option.usageHelp() || option.versionHelp()) continue;
            String name = option.longestName();
            Class<?> type = option.auxiliaryTypes()[0];
            boolean valued = option.arity().max() > 0;
            if (valued) all.add(with(words, name));
            if (!valued) all.add(with(words, name + "=x"));
            boolean many = Collection.class.isAssignableFrom(option.type()) || option.typeInfo().isMap();
            if (!valued) all.add(with(words, name, name));
            if (valued && !many) all.add(with(words, name, good(option), name, good(option)));
            if (type.isEnum() || (type.isPrimitive() && valued) || Number.class.isAssignableFrom(type)
                    || option.converters().length > 0)
                all.add(with(words, name, "nada"));
        }
        return all;
    }

    private static String good(OptionSpec option) {
        Class<?> type = option.auxiliaryTypes()[0];
        if (type.isEnum()) return type.getEnumConstants()[0].toString();
        return option.converters().length > 0 && option.paramLabel().equals("SPEED") ? "original" : "5";
    }

    private static List<String> with(List<String> words, String... more) {
        return Stream.concat(words.stream(), Stream.of(more)).toList();
    }

    private static Problem problem(List<String> words) {
        return WrongUsage.problem(assertThrows(ParameterException.class,
                () -> LINE.parseArgs(words.toArray(String[]::new)), () -> String.join(" ", words)), words);
    }

    private String refused(List<String> words) {
        var said = new StringWriter();
        String[] args = words.toArray(String[]::new);
        ParameterException refusal = assertThrows(ParameterException.class, () -> LINE.parseArgs(args),
                () -> String.join(" ", words));
        var console = new Console(new PrintWriter(out, true), new PrintWriter(said, true));
        assertEquals(2, new WrongUsage(console).handleParseException(refusal, args));
        return said.toString();
    }

    private int run(List<String> words) {
        err.getBuffer().setLength(0);
        return CommandLineApp.run(words.toArray(String[]::new), RefusingOpener.all(), new PrintWriter(out, true),
                new PrintWriter(err, true));
    }

    private List<String> said() {
        return err.toString().lines().toList();
    }
}
