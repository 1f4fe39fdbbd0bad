package slipway.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MaskedTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
            "DB_PASSWORD=p&ssw0rd,x next | DB_PASSWORD=••• next",
            "{\"password\": \"ab cd\", \"user\": 1} | {\"password\": \"•••\", \"user\": 1}",
            "{\"token\": \"a\\\"b c\"} | {\"token\": \"•••\"}", "api_key='a b' | api_key='•••'",
            "run --docker-token abc -it | run --docker-token ••• -it", "http://ann:pw@host/x | http://•••@host/x",
            "Authorization: Bearer abcdef.123 | Authorization: Bearer •••", "sent Basic YWJjOmRlZg== | sent Basic •••"})
    void secretsGo(String text, String masked) {
        assertEquals(masked, Masked.text(text));
        assertEquals(masked, Masked.text(masked));
    }

    @ParameterizedTest
    @ValueSource(strings = {"slipway endpoint update tokenizer --traffic \"blue=90 green=10\"", "The token expired",
            "secret garden", "slipway deploy token-classifier/blue"})
    void otherTextsStay(String text) {
        assertEquals(text, Masked.text(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {"DB_PASSWORD | \"abc", "API_KEY | 'x",
            "db.password | •",
            "TOKEN | \"", "URL | http://ann:pw@host/x", "HEADER | Bearer abcdef.123"})
    void aVariableIsSecretByItsNameOrItsValue(String name, String value) {
        assertTrue(Masked.secret(name, value), name + "=" + value);
    }

    @Test
    void nothingIsNoSecret() {
        assertFalse(Masked.secret("DB_PASSWORD", ""));
        assertFalse(Masked.secret("LEVEL", "\"debug"));
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
