package slipway.testkit;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import slipway.cli.Opener;

/// A composition root that commands of a test may ask for nothing, or only for what the test answers. Stateless.
public final class RefusingOpener {
    private static final Set<String> METHODS = Arrays.stream(Opener.class.getMethods()).map(Method::getName)
            .collect(Collectors.toSet());

    private RefusingOpener() {}

    /// What one method answers to what it is given.
    public interface Answer {
        /// Null where the method answers nothing.
        @Nullable
        Object to(Object[] given) throws Exception;
    }

    /// Refuses everything.
    public static Opener all() {
        return but(Map.of());
    }

    /// Refuses everything but the methods that have an answer, by their names.
    public static Opener but(Map<String, Answer> answers) {
        if (!METHODS.containsAll(answers.keySet())) throw new IllegalArgumentException(answers.keySet().toString());
        return (Opener) Proxy.newProxyInstance(Opener.class.getClassLoader(), new Class<?>[]{Opener.class},
                (proxy, method, given) -> {
                    Answer answer = answers.get(method.getName());
                    if (answer == null) throw new AssertionError(method);
                    return answer.to(given == null ? new Object[0] : given);
                });
    }
}
