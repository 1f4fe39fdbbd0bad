package slipway.testkit;

/// How engines introduce themselves. Debian’s Docker and Podman were recorded, and shortened to what is read; the others
/// are made from these with other version numbers, so they prove the negotiation and not the rest of those engines.
public enum StubAnswers {
    DOCKER_20_10("20.10.24+dfsg1", "1.41", "1.12"), DOCKER_25("25.0.5", "1.44", "1.24"), DOCKER_29("29.0.2", "1.52",
            "1.44"),
    FUTURE("33.0.0", "1.60", "1.50"), NEW_MAJOR("40.0.0", "2.3", "2.0"), OLD("18.03.1-ce", "1.32",
            "1.12"),
    PODMAN("4.3.1", "1.41", "1.24");

    private final String version;
    private final String api;
    private final String least;

    StubAnswers(String version, String api, String least) {
        this.version = version;
        this.api = api;
        this.least = least;
    }

    String api() {
        return api;
    }

    String least() {
        return least;
    }

    String pingHeaders() {
        return "Api-Version: " + api + "\r\nDocker-Experimental: false\r\nCache-Control: no-cache\r\n"
                + (this == PODMAN
                        ? "Libpod-Api-Version: 4.3.1\r\nServer: Libpod/4.3.1 (linux)\r\n"
                        : "Ostype: linux\r\nServer: Docker/" + version + " (linux)\r\n");
    }

    String versionJson() {
        String component = this == PODMAN
                ? "{'Name':'Podman Engine','Version':'4.3.1','Details':{'APIVersion':'4.3.1','Arch':'amd64',"
                        + "'MinAPIVersion':'4.0.0','Os':'linux'}},{'Name':'Conmon','Version':'conmon version 2.1.6'}"
                : "{'Name':'Engine','Version':'%1$s','Details':{'ApiVersion':'%2$s','Arch':'amd64',"
                        + "'MinAPIVersion':'%3$s','Os':'linux'}},{'Name':'containerd','Version':'1.6.20~ds1'}";
        return ("{'Platform':{'Name':''},'Components':[" + component + "],'Version':'%1$s','ApiVersion':'%2$s',"
                + "'MinAPIVersion':'%3$s','GoVersion':'go1.19.8','Os':'linux','Arch':'amd64'}")
                .formatted(version, api, least).replace('\'', '"');
    }

    String infoJson() {
        boolean podman = this == PODMAN;
        return ("{'ID':'2SFV','Containers':3,'Images':27,'Driver':'" + (podman ? "overlay" : "overlay2")
                + "','CgroupDriver':'cgroupfs','CgroupVersion':'1','OperatingSystem':'Debian GNU/Linux 12 (bookworm)',"
                + "'OSType':'linux','Architecture':'x86_64','NCPU':2,'MemTotal':25276502016,'DockerRootDir':'"
                + (podman ? "/var/lib/containers/storage" : "/var/lib/docker") + "','Name':'vm','ServerVersion':'"
                + version + "','Runtimes':{'io.containerd.runc.v2':{'path':'runc'},'runc':{'path':'runc'}},"
                + "'DefaultRuntime':'runc','SecurityOptions':['name=seccomp,profile=default'],'Warnings':null}")
                .replace('\'', '"');
    }
}
