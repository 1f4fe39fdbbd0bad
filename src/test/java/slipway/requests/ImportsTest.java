package slipway.requests;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import slipway.base.StudioException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ImportsTest {
    @Test
    void readsWhatABrowserCopies() {
        Imported read = Imports.of("""
                $ curl 'http://127.0.0.1:8801/score?x=1' -XPOST \\
                  -H 'accept: */*' --header "authorization: Bearer t0ken-1" -H $'x-odd: it\\'s \\u00e9' \\
                  --data-raw '{"a": "it'\\''s"}' --compressed -sSL --insecure --proxy http://p:1 | jq .
                """);
        Draft draft = read.drafts().getFirst();
        assertEquals("POST", draft.method());
        assertEquals("http://127.0.0.1:8801/score?x=1", draft.url());
        assertEquals("{\"a\": \"it's\"}", draft.body());
        assertEquals("it's é", draft.headers().get("x-odd"));
        assertEquals("Bearer {{authorization}}", draft.headers().get("authorization"));
        assertEquals("t0ken-1", read.secrets().get("authorization"));
        assertFalse(read.toString().contains("t0ken-1"));
        assertEquals(3, read.leftOut().size(), read.leftOut().toString());
    }

    @Test
    void readsTheWaysOfSendingData() {
        assertEquals("a=1&b=2%20%26", one("curl a.b -d a=1 --data-urlencode 'b=2 &'").body());
        assertEquals("http://a.b?q=1&a=1", one("curl -G 'a.b?q=1' -d a=1").url());
        assertEquals("GET", one("curl -G a.b -d a=1").method());
        assertEquals("< x.csv", one("curl a.b --data-binary @x.csv").body());
        assertEquals("PUT", one("curl -T x.bin a.b").method());
        assertEquals("HEAD", one("curl -sI a.b").method());
        assertEquals("application/json", one("curl a.b --json '{}'").headers().get("Content-Type"));
        assertEquals("secret", Imports.of("curl a.b -H 'X-Api-Key: secret'").secrets().get("x_api_key"));
        assertTrue(Imports.of("curl a.b -F f=@x").leftOut().toString().contains("-F f=@x"));
    }

    @Test
    void nothingMakesItFailButByName() {
        var random = new Random(3);
        String parts = "curl -X-H-d'\"\\$ \n@a:b{}[]%=&;|http://x/ --data --json é";
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder("curl ");
            for (int n = random.nextInt(40); n > 0; n--) {
                int at = random.nextInt(parts.length());
                text.append(parts, at, Math.min(parts.length(), at + 1 + random.nextInt(6)));
            }
            try {
                Imports.of(text.toString());
            } catch (StudioException e) {
                assertEquals("requestedit.curl", e.problem().code(), text.toString());
            }
        }
        assertThrows(StudioException.class, () -> Imports.of("hello"));
        assertThrows(StudioException.class, () -> Imports.of("{\"a\": 1}"));
        assertThrows(StudioException.class, () -> Imports.of("curl 'http://open"));
    }

    @Test
    void readsAPostmanCollection() {
        Imported read = Imports
                .of("""
                        {"info": {"name": "c", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
                         "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{token}}", "type": "string"}]},
                         "variable": [{"key": "base", "value": "http://127.0.0.1:1"}, {"key": "token", "value": "s", "type": "secret"}],
                         "item": [{"name": "folder", "item": [{"name": "predict", "event": [{"listen": "test"}],
                           "request": {"method": "POST", "header": [{"key": "X-A", "value": "1"},
                             {"key": "X-B", "value": "2", "disabled": true}],
                           "url": {"raw": "{{base}}/score/:id", "variable": [{"key": "id", "value": "7"}]},
                           "body": {"mode": "raw", "raw": "{}", "options": {"raw": {"language": "json"}}}}}]},
                          {"name": "form", "request": {"method": "POST", "auth": {"type": "oauth2"}, "url": "http://a/",
                           "body": {"mode": "formdata", "formdata": []}}},
                          {"name": "ping", "request": "http://a/ping"}]}""");
        assertEquals(List.of("folder / predict", "form", "ping"), read.drafts().stream().map(Draft::name).toList());
        Draft first = read.drafts().getFirst();
        assertEquals("{{base}}/score/7", first.url());
        assertEquals("Bearer {{token}}", first.headers().get("Authorization"));
        assertEquals("application/json", first.headers().get("Content-Type"));
        assertFalse(first.headers().containsKey("X-B"));
        assertEquals("s", read.secrets().get("token"));
        assertFalse(read.variables().containsKey("token"));
        assertEquals(3, read.leftOut().size(), read.leftOut().toString());
    }

    @Test
    void readsAHarFile() {
        Imported read = Imports.of("""
                {"log": {"entries": [{"request": {"method": "POST", "url": "https://h.example/v1/x?y=1",
                  "headers": [{"name": ":authority", "value": "h"}, {"name": "Host", "value": "h"},
                    {"name": "Cookie", "value": "sid=12345"}, {"name": "X-A", "value": "1"}],
                  "postData": {"mimeType": "application/json", "text": "{}"}}},
                  {"request": {"method": "GET", "url": "wss://h/socket", "headers": []}}]}}""");
        assertEquals("POST /v1/x", read.drafts().getFirst().name());
        assertEquals(List.of("Cookie", "X-A"), List.copyOf(read.drafts().getFirst().headers().keySet()));
        assertEquals("{{cookie}}", read.drafts().getFirst().headers().get("Cookie"));
        assertEquals(1, read.leftOut().size());
    }

    @Test
    void aNameThatMeansSomethingElseHereGetsANumber() {
        Variables here = Variables.NONE.with(Map.of("x_api_key_2", "third"), Set.of("x_api_key_2")).with(Map.of(
                "x_api_key", "first"), Set.of("x_api_key"));
        Imported same = Imports.of("curl a.b -H 'X-Api-Key: first'");
        assertEquals(same, same.beside(here));
        Imported other = Imports.of("curl a.b -H 'X-Api-Key: second' -d '{{x_api_key}}'").beside(here);
        assertEquals(Map.of("x_api_key_3", "second"), other.secrets());
        assertEquals("{{x_api_key_3}}", other.drafts().getFirst().headers().get("X-Api-Key"));
    }

    @Test
    void twoKeysOfACollectionStayTwo() {
        String item = """
                {"name": "%1$s", "request": {"url": "http://a/", "auth": {"type": "apikey", "apikey": [
                 {"key": "key", "value": "k"}, {"key": "value", "value": "%1$s"}]}}}""".replace("\"k\"", "\"X-K\"");
        Imported read = Imports.of("{\"info\": {\"schema\": \"postman\"}, \"item\": [" + item.formatted("one") + ","
                + item.formatted("two") + "]}");
        assertEquals(Map.of("x_k", "one", "x_k_2", "two"), read.secrets());
        assertEquals("{{x_k_2}}", read.drafts().getLast().headers().get("X-K"));
    }

    private static Draft one(String command) {
        return Imports.of(command).drafts().getFirst();
    }
}
