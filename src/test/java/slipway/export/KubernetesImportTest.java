package slipway.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import slipway.base.StudioException;
import slipway.base.Text;
import slipway.spec.DeploymentSpec;
import slipway.spec.DeploymentSpec.ModelRef;
import slipway.spec.DeploymentSpec.ProbeSpec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Objects of Kubernetes and KServe that somebody else wrote become deployments as far as they go; what is no such object
/// is refused with its place.
class KubernetesImportTest {
    private static final String SOMEBODYS = """
            apiVersion: v1
            kind: List
            items:
              - apiVersion: apps/v1
                kind: Deployment
                metadata: {name: Scorer_A}
                spec:
                  replicas: 60
                  strategy: {type: Recreate}
                  template:
                    metadata: {labels: {app: a, tier: ml}}
                    spec:
                      nodeSelector: {disk: ssd}
                      containers:
                        - name: main
                          image: ghcr.io/team/a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
                          args: [--price, "$$(HOME)"]
                          ports: [{name: web, containerPort: 9000}, {name: probe, containerPort: 9001}]
                          env: [{name: A, value: "$$(B)"}, {name: KEY, valueFrom: {secretKeyRef: {name: s, key: k}}}]
                          resources: {requests: {cpu: 500m, memory: 1.5Gi}}
                          readinessProbe: {httpGet: {path: /ok, port: probe}, periodSeconds: 5}
                          livenessProbe: {exec: {command: ["true"]}}
                          volumeMounts: [{name: models, mountPath: /m}]
                        - {name: sidecar, image: envoy}
              - {apiVersion: v1, kind: Service, metadata: {name: front}, spec: {selector: {app: a}}}
              - {apiVersion: v1, kind: Secret, metadata: {name: s}}
              - apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: r}
                spec:
                  rules:
                    - matches: [{path: {type: Exact, value: /predict/me}}]
                      backendRefs: [{name: front, port: 80, weight: 3}, {name: gone, port: 80}]
                      timeouts: {request: 1m30s}
            """;

    private static Imported read(String name, String text) {
        return SpecImports.read("shop", Map.of(name, text));
    }

    private static Set<String> keys(Imported imported) {
        imported.differences().forEach(each -> assertTrue(Text.has(each.key()), each.key()));
        return imported.differences().stream().map(each -> each.key().replace("export.import.", ""))
                .collect(Collectors.toSet());
    }

    @Test
    void objectsOfSomebodyElse() {
        Imported imported = read("all.yaml", SOMEBODYS);
        DeploymentSpec only = imported.deployments().getFirst();
        assertEquals("Scorer-A", only.name());
        assertEquals(Map.of("Scorer-A", 100), imported.endpoint().traffic());
        assertEquals(50, only.instanceCount());
        assertEquals("ghcr.io/team/a", only.image());
        assertEquals(List.of("--price", "$(HOME)"), only.slipway().command());
        assertEquals(Map.of("A", "$(B)"), only.environment());
        assertEquals(9000, only.slipway().port());
        assertEquals(0.5, only.slipway().cpus());
        assertEquals(1_610_612_736L, only.slipway().memoryBytes());
        assertEquals(new ProbeSpec(java.time.Duration.ZERO, java.time.Duration.ofSeconds(5), java.time.Duration
                .ofSeconds(1), 1, 3), only.readiness());
        assertEquals("/ok", java.util.Objects.requireNonNull(only.routes()).readiness().path());
        assertEquals("/predict/me", only.routes().scoring().path());
        assertEquals(java.time.Duration.ofSeconds(90), only.requests().timeout());
        assertEquals(Set.of("name", "contract", "instances", "variable", "test", "auth", "export.all.unread"), keys(
                imported));
        String said = imported.differences().stream().map(Difference::text).collect(Collectors.joining("\n"));
        for (String word : List.of("strategy", "nodeSelector", "volumeMounts", "containers: sidecar", "Secret s",
                "Service gone", "KEY"))
            assertTrue(said.contains(word), word + " in " + said);
    }

    @Test
    void aCanaryOfKserve() {
        var files = new LinkedHashMap<String, String>();
        String object = """
                apiVersion: serving.kserve.io/v1beta1
                kind: InferenceService
                metadata: {name: shop}
                spec:
                  predictor:
                    %s
                    sklearn: {storageUri: "gs://models/%d", protocolVersion: v2}
                """;
        files.put("1.yaml", object.formatted("minReplicas: 0", 1));
        files.put("2.yaml", object.formatted("canaryTrafficPercent: 20", 2));
        Imported imported = SpecImports.read("shop", files);
        assertEquals(Map.of("shop", 80, "shop-2", 20), imported.endpoint().traffic());
        assertEquals(List.of("oip-v2", "oip-v2"), imported.deployments().stream().map(each -> each.slipway().contract())
                .toList());
        assertEquals(Set.of("name", "artifact", "instances", "auth"), keys(imported));
        assertEquals(List.of(new ModelRef("models", "1", null), new ModelRef("models", "2", null)), imported
                .deployments().stream().map(DeploymentSpec::model).toList());
    }

    @Test
    void aCanaryAloneGetsEverythingAndTheRevisionBeforeItIsMissed() {
        Imported imported = read("one.yaml", """
                apiVersion: serving.kserve.io/v1beta1
                kind: InferenceService
                metadata: {name: shop}
                spec: {predictor: {canaryTrafficPercent: 20, model: {modelFormat: {name: sklearn}}}}
                """);
        assertEquals(Map.of("shop", 100), imported.endpoint().traffic());
        assertEquals(new ModelRef("shop", "1", null), imported.deployments().getFirst().model());
        assertTrue(keys(imported).contains("canary"), keys(imported).toString());
    }

    @Test
    void whatIsNoSuchObjectIsRefusedWithItsPlace() {
        assertEquals("export.nothing", refused("a.yaml", "apiVersion: v1\nkind: Secret\n").code());
        assertEquals("export.nothing", refused("a.yaml", "apiVersion: v1\nkind: List\nitems: none\n").code());
        assertEquals("export.unknown", refused("a.yaml", "---\n---\n").code());
        assertEquals("export.unknown", refused("a.yaml", "- kind: Deployment\n").code());
        assertEquals("export.documents", refused("a.yaml", "services: {a: {image: b}}\n---\nservices: {}\n").code());
        assertEquals("export.mixed", refused("a.yaml",
                "apiVersion: v1\nkind: Service\n---\nservices: {a: {image: b}}\n").code());
        String half = refused("a.yaml", "apiVersion: v1\nkind: Service\n---\nkind: [a\n").what();
        assertTrue(half.contains("Line 5, column 1"), half);
        String huge = refused("a.yaml", "apiVersion: v1\nkind: \"" + "x".repeat(9 << 20) + "\"\n").what();
        assertTrue(huge.contains("a.yaml: Line"), huge);
        String deep = refused("a.json", "[".repeat(200)).what();
        assertTrue(deep.contains("a.json: Line 1, column"), deep);
        slipway.base.Problem lists = refused("a.yaml", "kind:\n " + "[".repeat(70) + "]".repeat(70) + "\n");
        assertTrue(lists.what().contains("Line 2, column 65"), lists.what());
        assertTrue(lists.why().contains("64"), lists.why());
    }

    private static slipway.base.Problem refused(String name, String text) {
        return assertThrows(StudioException.class, () -> read(name, text), text.substring(0, Math.min(80, text
                .length()))).problem();
    }
}
