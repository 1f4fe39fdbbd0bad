package slipway.base;

import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MaskedTest {
    /// Enough for what takes the square of it.
    private static final int LONG = 1 << 14;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "DB_PASSWORD=p&ssw0rd,x next | DB_PASSWORD=••• next",
            "{\"password\": \"ab cd\", \"user\": 1} | {\"password\": \"•••\", \"user\": 1}",
            "{\"token\": \"a\\\"b c\"} | {\"token\": \"•••\"}", "api_key='a b' | api_key='•••'",
            "run --docker-token abc -it | run --docker-token ••• -it", "http://ann:pw@host/x | http://•••@host/x",
            "redis://:pw@h/0 | redis://•••@h/0", "https://u:p@ss@host/x?a=b@c | https://•••@host/x?a=b@c",
            "Authorization: Bearer abcdef.123 | Authorization: Bearer •••", "sent Basic YWJjOmRlZg== | sent Basic •••",
            "AccountName=a;AccountKey=abc==;EndpointSuffix=x | AccountName=a;AccountKey=•••",
            "https://a.example/m.pkl?sv=1&sig=ab%2Fc&se=2 | https://a.example/m.pkl?sv=1&sig=•••&se=2",
            "pull with hf_abcdefghijklmnopqrstuvwxyzABCDEFGH now | pull with ••• now",
            "max_tokens=20 auth_tokens=abc | max_tokens=20 auth_tokens=•••",
            "my--token-x a.b db.pass=1 | my--token-x ••• db.pass=•••", "x={'token' : 'a b'} | x={'token' : '•••'}",
            "token_token-TOKEN: abc | token_token-TOKEN: •••", "token==a token:= b | token=••• token:••• b",
            "password=\"a\"secret=b | password=\"•••\"secret=•••"})
    void secretsGo(String text, String masked) {
        assertEquals(masked, Masked.text(text));
        assertEquals(masked, Masked.text(masked));
    }

    @Test
    void aPrivateKeyGoesWithItsBody() {
        String key = "-----BEGIN RSA PRIVATE" + " KEY-----\nMIIEvQ\nABC\n-----END RSA PRIVATE KEY-----";
        assertEquals("a ••• b", Masked.text("a " + key + " b"));
        assertEquals("a •••", Masked.text("a " + key.substring(0, 45)), "its end is missing");
        assertEquals("a ••• b\nc", Secrets.withoutBlocks("a " + key + " b\nc", "•••"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"slipway endpoint update tokenizer --traffic \"blue=90 green=10\"", "The token expired",
            "secret garden", "slipway deploy token-classifier/blue", "pass-through: on, bypass: 1, 3 passed: 4",
            "{\"max_tokens\": 20}", "token--x abc", "bypass=1 pass-word=2 tokens=3", "secret: \"open", "key-- abc"})
    void otherTextsStay(String text) {
        assertEquals(text, Masked.text(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {"DB_PASSWORD | \"abc", "API_KEY | 'x",
            "db.password | •",
            "AZURE_STORAGE_CONNECTION_STRING | DefaultEndpointsProtocol=https;AccountName=a;AccountKey=b==",
            "PRIVATE_KEY | abc", "STORAGE_ACCOUNT_KEY | abc", "AWS_ACCESS_KEY_ID | AKIA1",
            "GOOGLE_APPLICATION_CREDENTIALS | /k.json", "DB_PASS | x", "PASS | x", "KEY_PASSPHRASE | x", "HF_TOKEN | x",
            "STORE | AccountKey=abc==", "BLOB | SharedAccessSignature=sv",
            "HUB | ghp_abcdefghijklmnopqrstuvwxyz0123456789",
            "TOKEN | \"", "URL | http://ann:pw@host/x", "HEADER | Bearer abcdef.123"})
    void aVariableIsSecretByItsNameOrItsValue(String name, String value) {
        assertTrue(Masked.secret(name, value), name + "=" + value);
    }

    /// Each reading of a letter is counted: what takes the square of a line’s length goes past the bound at once.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {"| x", "| -", "| token", "| token-", "| --token",
            "| --token\\", "| pass-", "| token=\"", "| token='", "| token=\"\\", "| a:", "| ://a:", "| ://", "| bearer",
            "| ?sig=", "| xoxa-", "| sk-", "| conn_", "| api_key\"", "token=\" | a", "token=\" | \\\"", "token=' | a",
            "token= | a", "--token= | '\"", "://a: | a", "xoxa- | -", "xoxa- | a_", "aws_secret_access_key= | \""})
    void aLongLineIsReadAFewTimesAndNoMore(@Nullable String begin, String again) {
        String start = begin == null ? "" : begin;
        String line = start + again.repeat(LONG / again.length());
        within(line);
        within(line + " ".repeat(LONG));
        within(line.replaceAll("(.{100})", "$1 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "token", "token=\"\\", "token: '"})
    void aLineOfAMegabyteIsMasked(String again) {
        assertTrue(Masked.text(again.repeat((1 << 20) / again.length()) + " token=abc").endsWith(" token=•••"));
    }

    private static void within(String line) {
        Stream.concat(Masked.ALL.stream(), Secrets.SHAPES.values().stream()).forEach(pattern -> {
            var counted = new Counted(line, 100L * line.length(), new AtomicLong());
            Matcher matcher = pattern.matcher(counted);
            while (matcher.find())
                assertTrue(matcher.end() > matcher.start());
        });
    }

    /// A text that is read at most so many times.
    private record Counted(String text, long most, AtomicLong reads) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (reads.incrementAndGet() > most) throw new AssertionError("read too often: " + text.substring(0, 20));
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @Test
    void nothingIsNoSecret() {
        assertFalse(Masked.secret("DB_PASSWORD", ""));
        assertFalse(Masked.secret("LEVEL", "\"debug"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAX_TOKENS", "MAX_TOKENS_PER_BATCH", "TOKENIZERS_PARALLELISM", "TOKENIZER", "BYPASS",
            "PASS_THROUGH", "CACHE_KEY", "KEYBOARD", "COMPASS"})
    void whatOnlySoundsAlikeIsNoSecret(String name) {
        assertFalse(Masked.secret(name, "1"), name);
    }

    @Test
    void headersByNameButNotTheNamesOfVariables() {
        assertEquals("Bearer •••", SecretHeaders.masked("Authorization", "Bearer abc"));
        assertEquals("•••", SecretHeaders.masked("Cookie", "sid=abc; theme=x"));
        assertEquals("•••", SecretHeaders.masked("X-Vault-Token", "abc"));
        assertEquals("Bearer {{key}}", SecretHeaders.masked("authorization", "Bearer {{key}}"));
        assertEquals("•••", SecretHeaders.masked("X-Api-Key", "{{a}}bc{{d}}"));
        assertEquals("12", SecretHeaders.masked("x-token-count", "12"));
    }
}
