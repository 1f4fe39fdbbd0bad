package slipway.requests;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import slipway.base.StudioException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HttpFileTest {
    private static final String SAMPLE = """
            @host = http://127.0.0.1:8801
            @path = {{host}}/score

            ### A setosa
            # a comment
            POST {{path}} HTTP/1.1
            Content-Type: application/json
            Authorization: Bearer {{key}}

            {"data": [[5.1, 3.5]],

             "last": true}

            ###
            // no name, no method
            {{host}}/health
                ?a=1
                &b=2
            """;

    @Test
    void readsWhatEditorsWrite() {
        HttpFile file = HttpFile.parse(SAMPLE);
        assertEquals(2, file.drafts().size());
        Draft first = file.drafts().getFirst();
        assertEquals("A setosa", first.name());
        assertEquals("POST", first.method());
        assertEquals("{{path}}", first.url());
        assertEquals(List.of("Content-Type", "Authorization"), List.copyOf(first.headers().keySet()));
        assertEquals("{\"data\": [[5.1, 3.5]],\n\n \"last\": true}", first.body());
        Draft sent = file.resolved(first);
        assertEquals("http://127.0.0.1:8801/score", sent.url());
        assertEquals("Bearer {{key}}", sent.headers().get("Authorization"));
        Draft second = file.resolved(file.drafts().getLast());
        assertEquals("GET", second.method());
        assertEquals("http://127.0.0.1:8801/health?a=1&b=2", second.url());
        assertEquals(first, HttpFile.parse(SAMPLE.replace("\n", "\r\n")).drafts().getFirst());
    }

    @Test
    void writesWhatItReads() {
        HttpFile file = HttpFile.parse(SAMPLE);
        assertEquals(file, HttpFile.parse(file.text()));
        assertEquals(file.text(), HttpFile.parse(file.text()).text());
        assertEquals(new HttpFile(Map.of(), List.of()), HttpFile.parse(""));
    }

    @Test
    void saysWhichLineItCannotRead() {
        var failure = assertThrows(StudioException.class,
                () -> HttpFile.parse("### x\nPOST http://a/\nnot a header\n\n{}"));
        assertEquals("requests.http-line", failure.problem().code());
        assertTrue(failure.problem().what().contains("3"), failure.problem().what());
    }

    @Test
    void curlLeavesTheKeyOut() {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("authorization", "Bearer s3cret");
        String text = CopyAs.curl(new Draft("n", "POST", "http://127.0.0.1:1/a?b=c&d", headers, "it's {\"x\": 1}"),
                Set.of());
        assertEquals("""
                curl -sS \\
                  'http://127.0.0.1:1/a?b=c&d' \\
                  -H 'Content-Type: application/json' \\
                  -H "authorization: Bearer $ENDPOINT_KEY" \\
                  --data-binary 'it'\\''s {"x": 1}'""", text);
        assertFalse(text.contains("s3cret"));
        assertTrue(CopyAs.curl(new Draft("n", "DELETE", "http://a/", Map.of(), ""), Set.of()).contains("-X 'DELETE'"));
    }
}
