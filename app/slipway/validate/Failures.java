package slipway.validate;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;

/// Says in plain words what pip, conda, uv and Python say at length. Stateless.
final class Failures {
    private static final int KEPT = 4_000;
    private static final Pattern NO_NETWORK = Pattern.compile(
            "NewConnectionError|Failed to establish a new connection|Name or service not known|Temporary failure in name "
                    + "resolution|Network is unreachable|Could not fetch URL|ConnectTimeout|ReadTimeout|dns error"
                    + "|CondaHTTPError|Connection refused|ProxyError|error sending request");
    private static final Pattern NO_PACKAGE = Pattern.compile(
            "No matching distribution found for (\\S.*)|Because (\\S+) was not found in the package registry"
                    + "|PackagesNotFoundError[^-]*- (\\S+)");
    private static final Pattern CONFLICT = Pattern.compile(
            "ResolutionImpossible|conflicting dependencies|No solution found|UnsatisfiableError");
    private static final Pattern MODULE = Pattern
            .compile("(?:ModuleNotFoundError|ImportError): No module named '([^'.]+)");
    private static final Pattern LAST_ERROR = Pattern.compile("^(?:[\\w.]+(?:Error|Exception|Exit)|ERROR|error): ?.*");

    private Failures() {}

    /// Why an environment could not be made.
    static Problem install(EnvKind manager, @Nullable Path wheelhouse, Processes.Ended ended) {
        String text = ended.text();
        String detail = text.length() <= KEPT ? text : text.substring(text.length() - KEPT);
        Matcher missing = NO_PACKAGE.matcher(text);
        boolean named = missing.find();
        String what = named ? group(missing) : "";
        Problem problem;
        if (named && wheelhouse != null) problem = Problem.of("validate.not-in-wheelhouse", what, wheelhouse);
        else if (NO_NETWORK.matcher(text).find()) problem = Problem.of("validate.no-network", manager.word());
        else if (named) problem = Problem.of("validate.no-package", what);
        else if (CONFLICT.matcher(text).find()) problem = Problem.of("validate.conflict", lastError(ended.lines()));
        else if (text.contains("ensurepip is not available") || text.contains("No module named venv"))
            problem = Problem.of("validate.no-venv");
        else
            problem = Problem.of("validate.install-failed", manager.word(), lastError(ended.lines()));
        return problem.withDetail(detail);
    }

    /// Why a server ended before it was ready.
    static Problem start(List<String> lines, int code) {
        String text = String.join("\n", lines);
        Matcher module = MODULE.matcher(text);
        String found = null;
        while (module.find())
            found = module.group(1);
        Problem problem = found != null
                ? Problem.of(found.equals("mlflow") ? "validate.no-mlflow" : "validate.no-module", found)
                : Problem.of("validate.ended", code, lastError(lines));
        return problem.withDetail(text);
    }

    private static String group(Matcher matcher) {
        return Stream.of(1, 2, 3).map(matcher::group).filter(java.util.Objects::nonNull).findFirst().orElse("").strip();
    }

    /// The last line that looks like an error, else the last line.
    private static String lastError(List<String> lines) {
        List<String> said = lines.stream().filter(line -> !line.isBlank()).toList();
        return said.reversed().stream().filter(line -> LAST_ERROR.matcher(line).matches()).findFirst()
                .orElse(said.isEmpty() ? "–" : said.getLast()).strip();
    }
}
