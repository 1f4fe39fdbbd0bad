package slipway.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Language;
import slipway.base.Text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// What `slipway completion fish` prints, as text, and in a real fish where one is.
class FishScriptTest {
    private static final Path FISH = Path.of("/usr/bin/fish");

    @TempDir
    Path folder;

    @BeforeEach
    void aWorkspace() throws IOException {
        for (String name : List.of("iris/endpoint", "iris/blue", "iris/green", "digits/endpoint", "digits/blue",
                "iris two/endpoint")) {
            Path file = folder.resolve("ws/endpoints/" + name + ".yml");
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, "name: x\n");
        }
        Files.createDirectories(folder.resolve("ws/models"));
        Files.writeString(folder.resolve("ws/models.json"), "{}");
    }

    @AfterEach
    void english() {
        Text.speak(Language.ENGLISH);
    }

    @Test
    void everyCommandAndOptionIsThereWithWhatItDoes() {
        String script = script();
        CommandWords.all(Commands.line().getCommandSpec()).stream().skip(1).forEach(command -> {
            assertTrue(script.contains(" -a " + command.name() + " -d '"), command::name);
            String when = "'__fish_slipway_using " + CommandWords.name(command).substring("slipway ".length()) + "'";
            CommandWords.options(command).forEach(option -> assertTrue(script.lines().anyMatch(line -> line.contains(
                    when) && line.contains(" -l " + option.longestName().substring(2) + " ")), option::longestName));
        });
        assertTrue(script.contains("""
                complete -c slipway -n '__fish_slipway_using build' -l builder -x -a 'auto classic buildkit' -d '"""));
        assertTrue(script.contains("complete -c slipway -l workspace -x -a '(__fish_complete_directories)' -d '"));
        assertTrue(script.contains("complete -c slipway -n '__fish_slipway_using load' -l csv -r -F -d '"));
        assertTrue(script.contains("complete -c slipway -n '__fish_slipway_using restore' -F\n"));
        assertTrue(script.contains("complete -c slipway -n '__fish_slipway_using demo' -l no-stay -d '"));
        assertTrue(script.contains("complete -c slipway -n '__fish_slipway_using logs' -s f -l follow -d '"));
        assertFalse(script.contains("@"), script);
    }

    @Test
    void descriptionsAreInTheLanguageThatIsSpoken() {
        Text.speak(Language.SPANISH);
        assertTrue(script().contains(" -a ps -d '" + Text.of("cli.help.slipway.ps.usage.description")));
    }

    @Test
    void fishOffersCommandsOptionsAndTheirValues() throws Exception {
        Map<String, String> offered = offered("slipway in");
        assertEquals(Map.of("invoke", Text.of("cli.help.slipway.invoke.usage.description")), offered);
        assertEquals(Set.of("regenerate-key"), offered("slipway --json endpoint rege").keySet());
        assertEquals(Set.of("--mirror-traffic", "--mirrors"),
                offered("slipway --workspace ws endpoint update iris --mirr").keySet());
        assertEquals(Set.of("auto", "buildkit", "classic"), offered("slipway build --builder ").keySet());
        assertEquals(Set.of("bash", "fish", "zsh"), offered("slipway completion ").keySet());
        assertEquals(Set.of(), offered("slipway ps in").keySet());
        assertTrue(offered("slipway record ").keySet().containsAll(Set.of("list", "export", "iris")), "record");
    }

    @Test
    void fishOffersFilesAndFolders() throws Exception {
        assertEquals(Set.of("models/", "models.json"), offered("slipway build mod").keySet());
        assertEquals(Set.of("models/"), offered("slipway catalog scan mod").keySet());
        assertEquals(Set.of("models/"), offered("slipway ps --workspace mod").keySet());
        assertEquals(Set.of(), offered("slipway stats mod").keySet());
    }

    @Test
    void fishOffersTheNamesOfTheWorkspace() throws Exception {
        assertEquals(Set.of("iris"), offered("slipway invoke ir").keySet());
        assertEquals(Set.of("digits", "iris"), offered("slipway endpoint show ").keySet());
        assertEquals(Set.of(), offered("slipway endpoint show iris ").keySet());
        assertEquals(Set.of("iris/blue", "iris/green"), offered("slipway logs iris/").keySet());
        Files.writeString(Files.createDirectories(folder.resolve("other/endpoints/wine")).resolve("endpoint.yaml"), "");
        assertEquals(Set.of("wine"), offered("slipway --workspace ../other invoke ").keySet());
    }

    private static String script() {
        return FishScript.of(Commands.line().getCommandSpec());
    }

    /// What fish offers behind `line`, each with its description.
    private Map<String, String> offered(String line) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(FISH), "fish is not here");
        Path script = Files.writeString(folder.resolve("slipway.fish"), script());
        var command = new ProcessBuilder(FISH.toString(), "--no-config", "-c",
                "source $argv[1]; or exit 9; complete -C $argv[2]", script.toString(), line)
                .directory(folder.resolve("ws").toFile()).redirectErrorStream(true);
        command.environment().putAll(Map.of("HOME", folder.toString(), "XDG_CONFIG_HOME", folder.toString(),
                "XDG_DATA_HOME", folder.toString(), "XDG_CACHE_HOME", folder.toString()));
        Process fish = command.start();
        String said = new String(fish.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, fish.waitFor(), said);
        var offered = new TreeMap<String, String>();
        said.lines().forEach(each -> offered.put(each.replaceFirst("\t.*", ""), each.replaceFirst("^[^\t]*\t?", "")));
        return offered;
    }
}
