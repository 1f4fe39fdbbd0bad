package slipway.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Problem;
import slipway.testkit.FakeImages;
import slipway.testkit.RefusingOpener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// `image login` and `image tag`, with images in memory.
class ImageLoginCommandTest {
    private static final String SECRET = "battery-staple-7";

    private final InputStream before = System.in;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final FakeImages images = new FakeImages();

    private int run(String input, String... args) {
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        Opener opener = RefusingOpener.but(Map.of("images", given -> images));
        return CommandLineApp.run(args, opener, new PrintWriter(out, true), new PrintWriter(err, true));
    }

    @AfterEach
    void end() {
        System.setIn(before);
        assertFalse((out + "" + err).contains(SECRET), out + "" + err);
    }

    @Test
    void thePasswordComesFromInputWithoutItsLineEndAndItsPlaceIsSaid() {
        assertEquals(0, run(SECRET + "\r\n", "image", "login", "reg:5000", "-u", "alice", "--password-stdin"),
                err.toString());
        assertEquals(List.of("login reg:5000 alice " + SECRET.length()), images.asked);
        assertTrue(err.toString().contains("unencrypted"), err.toString());
        assertTrue(out.toString().startsWith("Logged in to reg:5000 as alice."), out.toString());
    }

    @Test
    void scriptsGetADocument() {
        assertEquals(0, run(SECRET, "--json", "image", "login", "reg:5000", "-u", "alice", "--password-stdin"));
        JsonNode told = JsonMapper.shared().readTree(out.toString());
        assertEquals("alice", told.path("user").asString());
        assertFalse(told.path("encrypted").asBoolean(true));
        out.getBuffer().setLength(0);
        assertEquals(0, run("", "--json", "image", "tag", "iris:1", "reg:5000/iris:1"));
        assertEquals("reg:5000/iris:1", JsonMapper.shared().readTree(out.toString()).path("target").asString());
    }

    @Test
    void whatIsMissingIsWrongUsageAndARefusalFails() {
        assertEquals(2, run("", "image", "login", "reg:5000", "-u", "alice", "--password-stdin"));
        assertEquals(2, run(SECRET, "image", "login", "reg:5000", "--password-stdin"));
        assertTrue(images.asked.isEmpty(), images.asked.toString());
        images.problem = Problem.of("docker.login-refused", "reg:5000", "alice");
        assertEquals(1, run(SECRET, "image", "login", "reg:5000", "-u", "alice", "--password-stdin"));
        assertTrue(err.toString().contains("reg:5000 does not take this login"), err.toString());
    }
}
