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
            "Authorization: Bearer abcdef.123 | Authorization: Bearer •••", "sent Basic YWJjOmRlZg== | sent Basic •••",
            "AccountName=a;AccountKey=abc==;EndpointSuffix=x | AccountName=a;AccountKey=•••",
            "https://a.example/m.pkl?sv=1&sig=ab%2Fc&se=2 | https://a.example/m.pkl?sv=1&sig=•••&se=2",
            "pull with hf_abcdefghijklmnopqrstuvwxyzABCDEFGH now | pull with ••• now",
            "max_tokens=20 auth_tokens=abc | max_tokens=20 auth_tokens=•••"})
    void secretsGo(String text, String masked) {
        assertEquals(masked, Masked.text(text));
        assertEquals(masked, Masked.text(masked));
    }

    @ParameterizedTest
    @ValueSource(strings = {"slipway endpoint update tokenizer --traffic \"blue=90 green=10\"", "The token expired",
            "secret garden", "slipway deploy token-classifier/blue", "pass-through: on, bypass: 1, 3 passed: 4",
            "{\"max_tokens\": 20}"})
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
