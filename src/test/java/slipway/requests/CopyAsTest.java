package slipway.requests;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CopyAsTest {
    private static final Set<String> SECRETS = Set.of("api-token");
    @TempDir
    Path folder;

    @Test
    void secretsAreVariablesInEveryLanguage() {
        var draft = new Draft("n", "POST", "http://a/x?k={{api-token}}", Map.of("Authorization", "Bearer {{api-token}}",
                "X-Api-Key", "s3cret"), "{\"t\": \"{{api-token}}x\", \"u\": \"{{other}}\"}");
        String curl = CopyAs.curl(draft, SECRETS);
        assertTrue(curl.contains("\"Authorization: Bearer $API_TOKEN\""), curl);
        assertTrue(curl.contains("${API_TOKEN}x"), curl);
        assertTrue(curl.contains("{{other}}"), curl);
        String python = CopyAs.python(draft, SECRETS);
        assertTrue(python.contains("\"Bearer \" + os.environ[\"API_TOKEN\"]"), python);
        String java = CopyAs.java(draft, SECRETS);
        assertTrue(java.contains("\"Bearer \" + System.getenv(\"API_TOKEN\")"), java);
        for (String each : List.of(curl, python, java))
            assertFalse(each.contains("s3cret"), each);
    }

    @Test
    void theCommandReadsBackAsTheSameRequest() {
        var random = new Random(7);
        for (int i = 0; i < 500; i++) {
            Draft draft = any(random);
            String text = CopyAs.curl(draft, Set.of());
            Draft back = Imports.of(text).drafts().getFirst();
            assertEquals(draft.body(), back.body(), text);
            assertEquals(draft.url(), back.url(), text);
            assertEquals(draft.method(), back.method(), text);
            assertEquals(draft.headers(), back.headers(), text);
        }
    }

    /// The programs themselves read the quotes: what they would send is printed by a stand-in.
    @Test
    void aShellAndPythonReadTheQuotesAsTheyWereMeant() throws Exception {
        var random = new Random(11);
        var shell = new StringBuilder(
                "curl() { for a in \"$@\"; do printf '" + '%' + "s\\0' \"$a\"; done; printf '\\1'; }\n");
        var python = new StringBuilder("""
                import sys, types
                m = types.ModuleType("requests")
                class A: status_code = 200; text = ""
                def request(method, url, headers=None, data=None, allow_redirects=None):
                    sys.stdout.buffer.write((data or b"") + b"\\0" + "\\0".join(headers.values()).encode() + b"\\1")
                    return A()
                m.request = request
                sys.modules["requests"] = m
                print = lambda *a: None
                """);
        var drafts = new ArrayList<Draft>();
        for (int i = 0; i < 60; i++) {
            Draft draft = any(random);
            drafts.add(draft);
            shell.append(CopyAs.curl(draft, Set.of())).append('\n');
            python.append(CopyAs.python(draft, Set.of()));
        }
        String[] sent = run("bash", shell.toString()).split("\1", -1);
        String[] posted = run("python3", python.toString()).split("\1", -1);
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            List<String> words = List.of(sent[i].split("\0", -1));
            assertTrue(words.contains(draft.url()), sent[i]);
            assertTrue(words.contains(draft.body()), sent[i]);
            assertEquals(draft.body(), posted[i].split("\0", -1)[0]);
            assertEquals(draft.headers().get("X-Any"), posted[i].split("\0", -1)[2]);
        }
    }

    @Test
    void javaCompilesAndHoldsTheBody() throws Exception {
        var draft = new Draft("n", "POST", "http://127.0.0.1:1/", Map.of("X-Any", "a\"b\\"),
                "é \uD83D\uDE00 \u0001\n\"\\");
        Path file = Files.writeString(folder.resolve("Send.java"), CopyAs.java(draft, SECRETS));
        var compiler = javax.tools.ToolProvider.getSystemJavaCompiler();
        assertEquals(0, compiler.run(null, null, null, "-d", folder.toString(), "-encoding", "US-ASCII", file
                .toString()));
        String bytes = new String(Files.readAllBytes(folder.resolve("Send.class")), StandardCharsets.ISO_8859_1);
        assertTrue(bytes.contains("a\"b\\"));
    }

    private static Draft any(Random random) {
        String odd = "a'\"\\$`!;&|<>(){}[]*?~#%é😀 \t{{x}}\n";
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("X-Any", "v" + piece(random, odd.replace("\n", "").replace("\t", "").replace(" ", "")));
        return new Draft("n", random.nextBoolean() ? "POST" : "PUT", "http://127.0.0.1:1/a?b=" + random.nextInt(),
                headers, "b" + piece(random, odd));
    }

    private static String piece(Random random, String odd) {
        int[] points = odd.codePoints().toArray();
        var text = new StringBuilder();
        for (int i = random.nextInt(30); i >= 0; i--)
            text.appendCodePoint(points[random.nextInt(points.length)]);
        return text.toString();
    }

    private String run(String program, String script) throws Exception {
        Path file = Files.writeString(folder.resolve("script"), script);
        Process process = new ProcessBuilder(program, file.toString()).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        return text;
    }
}
