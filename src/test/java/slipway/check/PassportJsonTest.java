package slipway.check;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import slipway.base.StudioException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PassportJsonTest {
    private static final Passport SMALL = Passports.of("lda-flask", Passports.result("sagemaker", "SageMaker",
            Passports.rule("sagemaker/ping-200", Verdict.FAIL, "GET :8080/ping → connection refused"),
            Passports.rule("sagemaker/sigterm", Verdict.PASS, "exit 0 after 0.3 s")));

    @Test
    void isTheShapeThatScriptsRelyOn() {
        String text = PassportJson.text(SMALL);
        assertTrue(text.startsWith("{\n  \"target\": \"lda-flask\",\n  \"imageDigest\": \"" + Passports.DIGEST + "\""),
                text);
        assertTrue(text.replaceAll("\\s", "").contains("\"results\":[{\"contract\":\"sagemaker\",\"profile\":"
                + "\"2026-11\",\"verdict\":\"fail\""), text);
        assertTrue(text.replaceAll("\\s", "").contains("{\"id\":\"sagemaker/ping-200\",\"row\":\"A014\",\"verdict\":"
                + "\"fail\",\"evidence\":\"GET:8080/ping→connectionrefused\",\"source\":"), text);
        assertTrue(text.endsWith("\n}"));
    }

    @Test
    void readsWhatItWrote() {
        assertEquals(SMALL, PassportJson.read(PassportJson.text(SMALL)));
        var unsent = new Exchange("GET", "/", Map.of(), "", 0, Map.of(), "", 2, "connection refused");
        var bare = new Passport("http://127.0.0.1:1", "url", null, SMALL.startedAt(), 1, Map.of(),
                List.of(Passports.result("mine", "Mine", new RuleResult("mine/x", null, Verdict.SKIP, "", "", "", "",
                        List.of(unsent), 0))));
        assertEquals(bare, PassportJson.read(PassportJson.text(bare)));
    }

    @Test
    void aHundredRulesWithTheirExchangesStaySmall() {
        Passport large = Passports.of("iris", Passports.many("oci-byoc", "OCI BYOC", 0, 0, 100));
        int length = PassportJson.text(large).length();
        assertTrue(length < 120_000, length + " characters");
    }

    @Test
    void otherDocumentsAreRefusedWithTheReason() {
        for (String other : List.of("", "[]", "{", "{\"target\":1}", PassportJson.text(SMALL).replace("\"fail\"",
                "\"bad\""), PassportJson.text(SMALL).replace("2026-11-21T", "yesterday "))) {
            var refused = assertThrows(StudioException.class, () -> PassportJson.read(other), other);
            assertEquals("check.passport-unreadable", refused.problem().code());
        }
    }

    @Test
    void longWordsAreLookedThroughInNoTime() {
        var one = new Exchange("POST", "/", Map.of(), "a".repeat(Exchange.KEPT), 200, Map.of(), "_-".repeat(
                Exchange.KEPT / 2), 1, null);
        var rule = new RuleResult("mine/x", null, Verdict.PASS, "", "", "", "", Collections.nCopies(500, one), 1);
        assertTimeout(Duration.ofSeconds(3), () -> PassportJson.text(Passports.of("a", Passports.result("mine", "Mine",
                rule))));
    }

    @Test
    void secretsAreMasked() {
        var told = new Exchange("POST", "/score?api_key=hunter22&x=1", Map.of("Authorization", "Bearer abc.def-123456",
                "x-api-key", "hunter22", "Cookie", "a=hunter22", "content-type", "text/plain"),
                "{\"password\": \"hunter22\", \"max_tokens\": 16}", 401, Map.of("Set-Cookie", "session=hunter22"),
                "Bearer abc.def-123456 was refused by https://me:hunter22@host/, use AKIAIOSFODNN7EXAMPLE", 1, null);
        String text = PassportJson.text(Passports.of("http://me:hunter22@host/", Passports.result("mine", "Mine",
                new RuleResult("mine/x", null, Verdict.FAIL, "Authorization: Bearer abc.def-123456 refused", "", "",
                        "", List.of(told), 1))));
        for (String secret : List.of("hunter22", "abc.def", "AKIAIOSF"))
            assertFalse(text.contains(secret), text);
        assertTrue(text.contains("max_tokens\\\": 16"), text);
        assertTrue(text.contains("text/plain"), text);
        assertEquals(PassportJson.read(text), PassportJson.read(PassportJson.text(PassportJson.read(text))));
    }
}
