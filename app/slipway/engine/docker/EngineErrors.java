package slipway.engine.docker;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;

import javax.net.ssl.SSLException;

import com.github.dockerjava.api.exception.DockerException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Problem;
import slipway.base.StudioException;

/// Says in people's words what the engine, or the way to it, answered: cause and remedy. Stateless.
final class EngineErrors {
    private EngineErrors() {}

    static StudioException of(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof StudioException known) return known;
        }
        Problem problem = problem(failure);
        return new StudioException(problem.detail() == null ? problem.withDetail(message(failure)) : problem, failure);
    }

    /// What the engine answered in `text`, for answers that came without an exception of docker-java.
    static StudioException answered(String text) {
        Problem known = KnownErrors.of(text);
        return new StudioException((known == null ? Problem.of("docker.refused", text) : known).withDetail(text));
    }

    private static Problem problem(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            Problem known = KnownErrors.of(message(at));
            if (known != null) return known;
            Problem way = at instanceof IOException cut ? way(cut) : null;
            if (way != null) return way;
        }
        return failure instanceof DockerException
                ? Problem.of("docker.refused", message(failure))
                : Problem.of("docker.failed", message(failure));
    }

    /// What is wrong with the way to the engine.
    private static Problem way(IOException failure) {
        String text = String.valueOf(failure.getMessage());
        if (failure instanceof SSLException) return Problem.of("docker.tls", text);
        if (text.toLowerCase(Locale.ROOT).startsWith("permission denied")) return Problem.of("docker.socket-denied");
        if (failure instanceof ClosedChannelException)
            return Problem.of("docker.down", failure.getClass().getSimpleName());
        return Problem.of("docker.down", text);
    }

    /// The engine's own sentence, out of docker-java's `Status 404: {"message":"…"}`.
    static String message(Throwable failure) {
        return said(String.valueOf(failure.getMessage()));
    }

    /// The engine’s own sentence in `text`, or all of it where it is no answer in JSON.
    static String said(String text) {
        int brace = text.indexOf('{');
        String said = brace < 0 ? null : field(text.substring(brace));
        return (said == null ? text : said).strip();
    }

    private static @Nullable String field(String json) {
        try {
            JsonNode message = JsonMapper.shared().readTree(json).path("message");
            return message.isString() ? message.asString() : null;
        } catch (JacksonException e) {
            return null;
        }
    }
}
