package slipway.engine;

import java.util.List;
import java.util.Optional;

/// The engines of a studio, in the order they are offered.
public record Engines(List<Engine> all) implements AutoCloseable {
    public Engines {
        all = List.copyOf(all);
    }

    public Optional<Engine> byId(String id) {
        return all.stream().filter(engine -> engine.id().equals(id)).findFirst();
    }

    @Override
    public void close() {
        all.forEach(Engine::close);
    }
}
