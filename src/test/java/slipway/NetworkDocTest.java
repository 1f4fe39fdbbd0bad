package slipway;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import slipway.network.Purpose;
import slipway.testkit.Sources;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// `docs/network.md` lists everything that Slipway connects for.
class NetworkDocTest {
    private static final String MARK = "<!-- purposes -->\n";

    @Test
    void thePageListsEveryPurpose() throws IOException {
        var file = Sources.base().resolve("docs/network.md");
        String page = Files.readString(file);
        String wanted = page.substring(0, page.indexOf(MARK) + MARK.length()) + table();
        if (Boolean.getBoolean("slipway.write")) Files.writeString(file, wanted);
        assertEquals(wanted, Files.readString(file),
                "regenerate it: mvn test -Dtest=NetworkDocTest -Dslipway.write=true");
    }

    private static String table() {
        return Arrays.stream(Purpose.values()).map(each -> "| `" + each.word() + "` | " + each.title() + " | "
                + each.explained() + " |\n").collect(Collectors.joining("",
                        "\n| `--json` | What for | When |\n|---|---|---|\n", ""));
    }
}
