package slipway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// What `slipway completion` writes, in a real bash and before the manual’s own judge.
@DisabledOnOs(OS.WINDOWS)
class CompletionTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aWorkspaceAndTheFiles() throws IOException {
        for (String name : List.of("iris/endpoint", "iris/blue", "iris/green", "digits/endpoint", "digits/blue")) {
            Path file = folder.resolve("ws/endpoints/" + name + ".yml");
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, "name: x\n");
        }
        assertEquals(0, run("completion", "--write", folder.resolve("made").toString()), err::toString);
    }

    private int run(String... args) {
        var opener = (Opener) Proxy.newProxyInstance(Opener.class.getClassLoader(), new Class<?>[]{Opener.class},
                (proxy, method, given) -> null);
        return CommandLineApp.run(args, opener, new PrintWriter(out, true), new PrintWriter(err, true));
    }

    /// What bash offers behind these words, the last one being typed.
    private Set<String> offered(String... words) throws IOException, InterruptedException {
        String line = String.join(" ", words);
        String script = """
                source "$1" || exit 9
                cd "$2"
                COMP_LINE=$3 COMP_POINT=${#3}
                shift 3
                COMP_WORDS=("$@")
                COMP_CWORD=$(($# - 1))
                # as bash finds it, by what complete has said
                eval "$(complete -p slipway | sed 's/.*-F \\([^ ]*\\).*/\\1/')" 2>/dev/null
                printf '%s\\n' "${COMPREPLY[@]}"
                """;
        var command = new java.util.ArrayList<>(List.of("bash", "--norc", "-c", script, "bash",
                folder.resolve("made/slipway.bash").toString(), folder.resolve("ws").toString(), line));
        command.addAll(List.of(words));
        Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, bash.waitFor(), said);
        var offered = new TreeSet<>(said.lines().map(String::strip).toList());
        offered.remove("");
        return offered;
    }

    @Test
    void bashCompletesCommandsAndOptions() throws Exception {
        assertEquals(Set.of("rehearse"), offered("slipway", "rehe"));
        assertEquals(Set.of("regenerate-key"), offered("slipway", "endpoint", "rege"));
        assertEquals(Set.of("--mirror-traffic", "--mirrors"), offered("slipway", "endpoint", "update", "iris",
                "--mirror"));
    }

    @Test
    void bashCompletesTheNamesOfTheWorkspace() throws Exception {
        assertEquals(Set.of("iris"), offered("slipway", "invoke", "ir"));
        assertTrue(offered("slipway", "endpoint", "show", "").containsAll(Set.of("iris", "digits")));
        assertEquals(Set.of("iris/blue", "iris/green"), offered("slipway", "logs", "iris/"));
        assertEquals(Set.of("digits/blue"), offered("slipway", "--json", "endpoint", "scale", "dig"));
    }

    @Test
    void bashFindsTheWorkspaceThatIsNamed() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other/endpoints/wine"));
        Files.writeString(other.resolve("endpoint.yml"), "name: wine\n");
        assertEquals(Set.of("wine"), offered("slipway", "--workspace", folder.resolve("other").toString(), "invoke",
                "wi"));
    }

    @Test
    void noNameIsEverRun() throws Exception {
        Path other = Files.createDirectories(folder.resolve("ws/endpoints/$(touch${IFS}pwned)"));
        Files.writeString(other.resolve("endpoint.yml"), "name: x\n");
        Files.writeString(other.resolve("`touch pwned`.yml"), "name: x\n");
        Files.createDirectories(folder.resolve("ws/endpoints/iris two"));
        Files.writeString(folder.resolve("ws/endpoints/iris two/endpoint.yml"), "name: x\n");
        assertEquals(Set.of("digits", "iris"), offered("slipway", "invoke", ""));
        assertEquals(Set.of("digits/blue", "iris/blue", "iris/green"), offered("slipway", "logs", ""));
        assertFalse(Files.exists(folder.resolve("ws/pwned")));
    }

    @Test
    void theScriptIsPrintedToBeSourced() throws IOException {
        assertEquals(0, run("completion", "bash"));
        assertEquals(Files.readString(folder.resolve("made/slipway.bash")).strip(), out.toString().strip());
        assertEquals(2, run("completion"));
        assertTrue(err.toString().contains("bash, zsh or fish"), err::toString);
    }

    @Test
    void zshGetsAFunctionOfItsOwn() throws IOException {
        String zsh = Files.readString(folder.resolve("made/_slipway"));
        assertTrue(zsh.startsWith("#compdef slipway\n") && zsh.contains("bashcompinit"), zsh);
    }

    @Test
    void theManualHasEveryCommandAndPleasesItsJudge() throws Exception {
        Path page = folder.resolve("made/slipway.1");
        String text = Files.readString(page, StandardCharsets.US_ASCII);
        CommandWords.all(Commands.line().getCommandSpec()).stream().skip(1).forEach(command -> assertTrue(
                text.contains(".SS \"" + CommandWords.name(command).replace("-", "\\-")),
                CommandWords.name(command)));
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mandoc")), "mandoc is not here");
        Process judge = new ProcessBuilder("/usr/bin/mandoc", "-T", "lint", "-W", "warning", page.toString())
                .redirectErrorStream(true).start();
        String said = new String(judge.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        judge.waitFor();
        // a page without a date is the same whenever it is made
        assertEquals("", said.lines().filter(each -> !each.contains("missing date")).collect(Collectors.joining("\n")));
    }
}
