package slipway.build;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.contract.ServingContract;

/// An nginx in front of a server that cannot have the routes a platform asks for (A016): its configuration, an image of
/// it, and how the two run side by side, as files to take away. Immutable.
///
/// @param model  name of the model, which some contracts have in their routes
/// @param server what the server really speaks
public record NginxSidecar(ServingContract contract, String model, Server server) {
    /// Name of the configuration among [#files].
    public static final String CONFIGURATION = "nginx.conf";

    // what could end a directive or begin a variable of nginx is no part of a route
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._~/%:@+,=!-]*");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*|\\[[0-9a-fA-F:]+]");
    /// nginx waits that much longer than the platform, so that it is the platform which gives up.
    private static final int SECONDS_MORE = 5;

    /// Where a server listens and what it answers at: `host` as the side-car reaches it.
    public record Server(String host, int port, String predictPath, String livePath, String readyPath) {
        public Server {
            if (!HOST.matcher(host).matches() || port < 1 || port > 65_535) {
                throw StudioException.of("build.sidecar-address", host + ":" + port);
            }
            for (String path : new String[]{predictPath, livePath, readyPath}) {
                if (!PATH.matcher(path).matches()) throw StudioException.of("build.sidecar-path", path);
            }
        }
    }

    /// Every file by name: nginx.conf, Dockerfile, compose.yaml.
    public Map<String, String> files() {
        var files = new LinkedHashMap<String, String>();
        files.put(CONFIGURATION, configuration());
        files.put(FilesContext.DOCKERFILE, dockerfile());
        files.put("compose.yaml", compose());
        return files;
    }

    /// For the builder of an engine.
    public FilesContext source() {
        return new FilesContext(dockerfile()).text(CONFIGURATION, configuration());
    }

    /// Writes [#files] into `folder`; refused, with nothing written, where one of them is there already.
    public void write(Path folder) {
        try {
            Files.createDirectories(folder);
            for (String name : files().keySet()) {
                if (Files.exists(folder.resolve(name))) throw new FileAlreadyExistsException(name);
            }
            for (Map.Entry<String, String> each : files().entrySet())
                Files.writeString(folder.resolve(each.getKey()), each.getValue(), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new StudioException(Problem.of("build.sidecar-there", folder, String.valueOf(e.getMessage())), e);
        } catch (IOException e) {
            throw new StudioException(Problem.of("build.sidecar-unwritten", folder, String.valueOf(e.getMessage())),
                    e);
        }
    }

    private String configuration() {
        return """
                # Gives a server the routes of %1$s, made by Slipway.
                # /predict and /predict/ stay two routes; everything that is no route of the platform is 404.
                worker_processes 1;
                pid /tmp/nginx.pid;
                error_log stderr warn;
                events {}
                http {
                    access_log /dev/stdout;
                    client_body_temp_path /tmp/body;
                    proxy_temp_path /tmp/proxy;
                    fastcgi_temp_path /tmp/fastcgi;
                    uwsgi_temp_path /tmp/uwsgi;
                    scgi_temp_path /tmp/scgi;

                    # the platform’s largest request: more is 413
                    client_max_body_size %2$d;
                    merge_slashes off;
                    absolute_redirect off;

                    upstream server {
                        server %3$s:%4$d;
                        keepalive 16;
                    }

                    server {
                        listen %5$d;
                        proxy_http_version 1.1;
                        proxy_set_header Connection "";
                        proxy_set_header Host $http_host;
                        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                        proxy_connect_timeout 5s;
                        # the platform gives up after %6$d s
                        proxy_read_timeout %7$ds;
                        proxy_send_timeout %7$ds;
                        # a prediction is never asked for twice
                        proxy_next_upstream off;

                """.formatted(contract.title(), contract.maxBodyBytes(), server.host(), server.port(), contract.port(),
                contract.predictTimeout().toSeconds(), contract.predictTimeout().toSeconds() + SECONDS_MORE)
                + locations() + """
                                location / {
                                    return 404;
                                }
                            }
                        }
                        """;
    }

    private String locations() {
        var routes = new LinkedHashMap<String, String>();
        routes.put(contract.livePath(), location(contract.livePath(), server.livePath(), "GET HEAD"));
        String ready = contract.readyPath(model);
        // where one route of the platform asks both, only a server that is ready is healthy
        routes.put(ready, location(ready, server.readyPath(), "GET HEAD"));
        String predict = contract.predictPath(model);
        routes.put(predict, location(predict, server.predictPath(), "POST"));
        return String.join("", routes.values());
    }

    private static String location(String route, String served, String methods) {
        String allowed = methods.replace(' ', '|');
        return """
                        location = %s {
                            if ($request_method !~ ^(%s)$) {
                                return 405;
                            }
                            proxy_pass http://server%s;
                        }
                """.formatted(route, allowed, served);
    }

    private String dockerfile() {
        boolean oci = contract.id().equals("oci-byoc");
        return """
                # nginx in front of %1$s:%2$d, with the routes of %3$s; made by Slipway.
                # BASE may be any Debian, one that is already here included.
                ARG BASE=debian:12-slim
                FROM ${BASE}

                RUN apt-get update && apt-get install -y --no-install-recommends nginx-light%4$s \\
                    && rm -rf /var/lib/apt/lists/*
                COPY %5$s /etc/nginx/nginx.conf
                EXPOSE %6$d
                USER 65532:65532
                STOPSIGNAL SIGQUIT

                # an argument such as SageMaker’s "serve" is accepted
                ENTRYPOINT ["/bin/sh", "-c", "exec nginx -e stderr -g 'daemon off;'", "serve"]
                """.formatted(server.host(), server.port(), contract.title(), oci ? " curl" : "", CONFIGURATION,
                contract.port());
    }

    private String compose() {
        return """
                # docker compose up: the server, and nginx in front of it. Made by Slipway.
                services:
                  %1$s:
                    image: ${SERVER_IMAGE:?name the image of the server}
                    expose: ["%2$d"]
                  sidecar:
                    build: .
                    depends_on: ["%1$s"]
                    ports: ["127.0.0.1:%3$d:%3$d"]
                    read_only: true
                    tmpfs: ["/tmp"]
                    cap_drop: ["ALL"]
                """.formatted(server.host(), server.port(), contract.port());
    }
}
