package slipway.engine.docker;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import slipway.base.Problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

/// The activity log stays small, tells failures apart, and shows no secret.
class EngineCallsTest {
    private final EngineCalls calls = new EngineCalls();

    @Test
    void theNewestStandFirstAndTheLogIsBounded() {
        for (int i = 0; i < EngineCalls.KEPT + 50; i++)
            calls.add("docker inspect " + i, 5, null);
        assertEquals(EngineCalls.KEPT, calls.all().get().size());
        assertEquals("docker inspect " + (EngineCalls.KEPT + 49), calls.all().get().getFirst().what());
    }

    @Test
    void equalGoodCallsInARowAreOne() {
        for (int i = 0; i < 1000; i++)
            calls.add("docker stats", i, null);
        calls.add("docker stats", 7, Problem.of("docker.hung", 20));
        calls.add("docker stats", 8, null);
        assertEquals(3, calls.all().get().size());
        assertEquals(1000, calls.all().get().getLast().times());
        assertEquals("docker.hung", calls.all().get().get(1).failed());
        assertEquals(1, calls.all().get().getFirst().times());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            docker pull https://ana:hunter22@reg.example/iris | docker pull https://•••@reg.example/iris
            Authorization: Bearer abcdef123456 | Authorization: Bearer •••
            got Basic YW5hOmh1bnRlcjI= refused | got Basic ••• refused
            docker login --password hunter22 reg.example | docker login --password ••• reg.example
            run -e API_KEY=abc -e A=b | run -e API_KEY=••• -e A=b
            {"identitytoken":"abc","user":"ana"} | {"identitytoken":"•••","user":"ana"}
            docker pull reg.example/iris:1 | docker pull reg.example/iris:1
            """)
    void secretsAreMasked(String text, String shown) {
        assertEquals(shown, EngineCalls.masked(text));
        calls.add(text, 1, Problem.of("docker.refused", text));
        assertEquals(shown, calls.all().get().getFirst().what());
        assertEquals(shown, calls.all().get().getFirst().detail());
    }
}
