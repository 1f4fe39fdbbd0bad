package slipway.testkit;

import java.util.Optional;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/// Judges [NeedsDocker], and writes down each reason to skip. A right or a program that is missing is no error.
final class NeedsDockerCondition implements ExecutionCondition {
    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(NeedsDocker.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<NeedsDocker> asked = AnnotationSupport.findAnnotation(context.getElement(), NeedsDocker.class);
        if (asked.isEmpty()) return ConditionEvaluationResult.enabled("nothing asked");
        String reason = switch (asked.get().value()) {
            case ENGINE -> engine(context);
            case OWN -> PrivateDaemon.missing();
            case SWARM -> TwoNodeSwarm.missing();
            case PODMAN -> PodmanService.missing();
            case REGISTRY -> {
                String missing = LocalRegistry.missing();
                yield missing.isEmpty() ? engine(context) : missing;
            }
        };
        if (reason.isEmpty()) return ConditionEvaluationResult.enabled("it is there");
        SkippedTests.note(context.getRequiredTestClass().getName() + ": " + reason);
        return ConditionEvaluationResult.disabled(reason);
    }

    /// Asked once a run; an engine that was started for it ends with the run.
    private static String engine(ExtensionContext context) {
        return context.getRoot().getStore(OURS).computeIfAbsent("engine", key -> new Engine(), Engine.class).missing;
    }

    /// The engine of one run of the tests.
    private static final class Engine implements AutoCloseable {
        private final String missing = TestDocker.prepare();

        @Override
        public void close() {
            TestDocker.end();
        }
    }
}
