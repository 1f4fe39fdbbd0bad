package slipway.check;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every kind of look that profiles can name; a new one is one line in a list here.
final class Kinds {
    static final List<Kind> ALL = Stream.of(ImageKinds.ALL, ArtifactKinds.ALL, StartKinds.ALL, PredictKinds.ALL,
            OipKinds.ALL, ChatKinds.ALL, SageMakerKinds.ALL, LogKinds.ALL, Pressure.ALL, AsideKinds.ALL, LifeKinds.ALL)
            .flatMap(List::stream).toList();

    private static final Map<String, Kind> BY_NAME = ALL.stream()
            .collect(Collectors.toMap(Kind::name, Function.identity()));

    private Kinds() {}

    /// Null for a name that no kind has, as a person's own profile may say.
    static @org.jspecify.annotations.Nullable Kind byName(String name) {
        return BY_NAME.get(name);
    }
}
