package slipway.export;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.json.JsonMapper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Exported Kubernetes objects have no field and no type that Kubernetes’, the Gateway API’s or KServe’s definitions do
/// not have.
class KubernetesTypesTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    /// Of `PredictorSpec`, `PredictorExtensionSpec` and `ModelSpec` in KServe’s v1beta1, what the export uses.
    private static final Set<String> PREDICTOR = Set.of("canaryTrafficPercent", "minReplicas", "maxReplicas",
            "scaleTarget", "scaleMetric",
            "containerConcurrency", "timeout", "containers", "model");
    private static final Set<String> MODEL = Set.of("modelFormat", "protocolVersion", "storageUri");
    private static final Map<String, Class<?>> TYPES = Map.of("apps/v1 Deployment", Deployment.class, "v1 Service",
            Service.class, "gateway.networking.k8s.io/v1 HTTPRoute", HTTPRoute.class);

    private static ExportSource source(String name) {
        return name.equals("everything") ? ExportSamples.everything() : ExportSamples.sample(name);
    }

    private static List<Map<?, ?>> documents(ExportFile file) {
        var all = new ArrayList<Map<?, ?>>();
        var settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
        for (Object each : new Load(settings).loadAllFromString(file.text()))
            all.add((Map<?, ?>) each);
        return all;
    }

    private static List<Map<?, ?>> documents(String target, String name) {
        return ExportTargets.byId(target).orElseThrow().export(source(name)).files().stream()
                .filter(each -> each.language() == ExportFile.Language.YAML).flatMap(each -> documents(each).stream())
                .toList();
    }

    /// What `tree` says as a `type`; every field that the type does not have is added to `unknown`.
    private static Object typed(Map<?, ?> tree, Class<?> type, List<String> unknown) {
        Object object = MAPPER.convertValue(tree, type);
        search(object, type.getSimpleName(), unknown);
        return object;
    }

    /// The types keep fields that they do not know: those are looked for, in everything that was read.
    private static void search(Object object, String path, List<String> unknown) {
        if (object instanceof Collection<?> list) list.forEach(each -> search(each, path, unknown));
        if (object instanceof Map<?, ?> map) map.forEach((key, value) -> search(value, path + "." + key, unknown));
        if (!(object instanceof KubernetesResource)) return;
        for (var method : object.getClass().getMethods()) {
            if (!method.getName().startsWith("get") || method.getParameterCount() > 0) continue;
            if (method.getName().equals("getClass")) continue;
            try {
                Object value = method.invoke(object);
                if (method.getName().equals("getAdditionalProperties")) {
                    ((Map<?, ?>) value).keySet().forEach(key -> unknown.add(path + "." + key));
                } else {
                    search(value, path + "." + method.getName().substring(3), unknown);
                }
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(path + " " + method, e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"iris", "digits", "diabetes", "everything"})
    void theGatewayApisObjectsAreOfTheirTypes(String name) {
        List<Map<?, ?>> documents = documents("gateway-api", name);
        assertFalse(documents.isEmpty());
        var unknown = new ArrayList<String>();
        var services = new ArrayList<String>();
        var used = new ArrayList<String>();
        for (Map<?, ?> each : documents) {
            Class<?> type = Objects.requireNonNull(TYPES.get(each.get("apiVersion") + " " + each.get("kind")));
            switch (typed(each, type, unknown)) {
                case Service service -> services.add(service.getMetadata().getName());
                case HTTPRoute route -> route.getSpec().getRules().forEach(rule -> rule.getBackendRefs()
                        .forEach(backend -> used.add(backend.getName())));
                default -> {
                }
            }
        }
        assertEquals(List.of(), unknown);
        assertFalse(used.isEmpty());
        assertTrue(services.containsAll(used), used + " of " + services);
    }

    @Test
    void aFieldThatTheTypesDoNotHaveIsFound() {
        var unknown = new ArrayList<String>();
        typed(Map.of("kind", "Deployment", "spec",
                Map.of("template", Map.of("spec", Map.of("containers", List.of(Map.of(
                        "name", "a", "livenesProbe", Map.of())))))),
                Deployment.class, unknown);
        assertEquals(List.of("Deployment.Spec.Template.Spec.Containers.livenesProbe"), unknown);
    }

    @Test
    void sharesAndCopiesAreThoseOfTheEndpoint() {
        Map<?, ?> route = documents("gateway-api", "digits").getLast();
        var rule = ((HTTPRoute) typed(route, HTTPRoute.class, new ArrayList<>())).getSpec().getRules().getLast();
        assertEquals(List.of(100, 0), rule.getBackendRefs().stream().map(each -> each.getWeight()).toList());
        var mirror = rule.getFilters().stream().map(each -> each.getRequestMirror()).filter(each -> each != null)
                .findFirst().orElseThrow();
        assertEquals("digits-green", mirror.getBackendRef().getName());
        assertEquals(10, mirror.getPercent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"iris", "digits", "diabetes", "everything"})
    void kservesObjectsHaveNoOtherFields(String name) {
        List<Map<?, ?>> documents = documents("kserve", name);
        var canaries = new ArrayList<Object>();
        var unknown = new ArrayList<String>();
        for (Map<?, ?> each : documents) {
            assertEquals("serving.kserve.io/v1beta1", each.get("apiVersion"));
            Map<?, ?> spec = (Map<?, ?>) Objects.requireNonNull(each.get("spec"));
            assertEquals(Set.of("predictor"), spec.keySet());
            Map<?, ?> predictor = (Map<?, ?>) Objects.requireNonNull(spec.get("predictor"));
            assertTrue(PREDICTOR.containsAll(predictor.keySet()), () -> predictor.keySet().toString());
            if (predictor.get("canaryTrafficPercent") != null) canaries.add(predictor.get("canaryTrafficPercent"));
            var container = new java.util.LinkedHashMap<Object, Object>();
            if (predictor.get("model") instanceof Map<?, ?> model) container.putAll(model);
            if (predictor.get("containers") instanceof List<?> list) container.putAll((Map<?, ?>) list.getFirst());
            container.keySet().removeAll(MODEL);
            typed(container, Container.class, unknown);
        }
        assertEquals(List.of(), unknown);
        assertEquals(1, canaries.size(), "one service has one canary");
    }
}
