package slipway.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/// Judges [NeedsPrograms].
final class NeedsProgramsCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<NeedsPrograms> asked = AnnotationSupport.findAnnotation(context.getElement(), NeedsPrograms.class);
        String missing = asked.stream().flatMap(needs -> Arrays.stream(needs.value()))
                .filter(program -> !isThere(program.substring(0, program.indexOf(':'))))
                .map(program -> program.substring(program.indexOf(':') + 1)).collect(Collectors.joining(", "));
        if (missing.isEmpty()) return ConditionEvaluationResult.enabled("they are there");
        String reason = "needs the packages " + missing;
        SkippedTests.note(context.getRequiredTestClass().getName() + ": " + reason);
        return ConditionEvaluationResult.disabled(reason);
    }

    private static boolean isThere(String program) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin");
        return Arrays.stream(path.split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
