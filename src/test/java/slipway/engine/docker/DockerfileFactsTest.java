package slipway.engine.docker;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// A Dockerfile tells which builder it needs and what it begins from.
class DockerfileFactsTest {
    private static DockerfileFacts of(String text) {
        return DockerfileFacts.of(text, Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"# syntax=docker/dockerfile:1\nFROM scratch\n",
            "#syntax = docker/dockerfile:1\nFROM scratch",
            "FROM a\nRUN --mount=type=cache,target=/c make\n", "FROM a\nrun \\\n  # why\n  --network=none make\n",
            "FROM a\nCOPY --link a b\n", "FROM a\nCOPY --chown=1 --chmod=755 a b\n",
            "FROM a\nADD --checksum=sha256:1 a b",
            "FROM a\nRUN <<EOF\nmake\nEOF\n", "FROM a\nCOPY <<-\"EOF\" /x\nmake\nEOF\n",
            "FROM --platform=$BUILDPLATFORM a\n",
            "# escape=`\nFROM a\nRUN echo a `\n b\nRUN --mount=type=bind,target=/x ls"})
    void needsBuildKit(String text) {
        assertNotNull(of(text).buildKit(), text);
        assertNull(of(text).session(), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "FROM a\n# syntax=late\nRUN make\n", "FROM a\nCOPY --from=b --chown=1:1 a b\n",
            "FROM a\nRUN echo --mount=type=cache\n", "FROM a\nRUN cat <<EOF > x\n", "FROM --platform=linux/arm64 a\n",
            "FROM a\nHEALTHCHECK --interval=5s CMD true\n", "FROM a\nRUN echo one \\\n# RUN --mount=x\n two\n",
            "FROM a\nRUN echo \\\n--mount=type=cache\n"})
    void theClassicBuilderWillDo(String text) {
        assertNull(of(text).buildKit(), text);
    }

    @Test
    void tellsWhatNeedsASession() {
        assertEquals("RUN --mount=type=secret,id=key",
                of("FROM a\nRUN --mount=type=secret,id=key cat /run/secrets/key\n")
                        .session());
        assertEquals("RUN --mount=id=a,type=ssh", of("FROM a\nRUN --mount=id=a,type=ssh true\n").session());
    }

    @Test
    void namesWhatItBeginsFromAndNotItsOwnStages() {
        var facts = DockerfileFacts.of("""
                ARG BASE=python:3.11
                ARG REGISTRY
                FROM ${BASE} AS one
                FROM one AS Two
                COPY --from=two /a /b
                COPY --from=0 /a /b
                COPY --from=tools:1 /a /b
                FROM ${REGISTRY}/iris:${TAG:-2}
                FROM scratch
                FROM $UNKNOWN
                """, Map.of("REGISTRY", "127.0.0.1:5000"));
        assertEquals(List.of("python:3.11", "tools:1", "127.0.0.1:5000/iris:2"), facts.bases());
    }

    @Test
    void whatStandsInAHereDocumentIsNoInstruction() {
        assertEquals(List.of("a"), of("FROM a\nRUN <<ONE <<TWO\nFROM b\nONE\nFROM c\nTWO\n").bases());
    }

    @Test
    void tellsWhatItMayFetchOnTheWay() {
        var quiet = of("FROM a\nCOPY b c\nADD d.tar /\n");
        assertFalse(quiet.runs());
        assertNull(quiet.adds());
        assertNull(quiet.syntax());
        var loud = of("""
                # syntax=docker/dockerfile:1
                ARG FROM=https://a.example
                FROM a
                ADD --checksum=sha256:1 ${FROM}/x /
                RUN pip install b
                """);
        assertTrue(loud.runs());
        assertEquals("https://a.example/x", loud.adds());
        assertEquals("docker/dockerfile:1", loud.syntax());
        assertEquals("git@b.example:c.git", of("FROM a\nADD git@b.example:c.git /\n").adds());
    }
}
