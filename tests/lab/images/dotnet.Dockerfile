# Stand-ins for Microsoft's .NET images: Debian 13 with the host's .NET (the build context `dotnet`).
FROM debian:trixie-slim AS deps
LABEL lab.standin="Debian 13, not Microsoft's runtime-deps on Ubuntu 24.04"
RUN apt-get update -qq && \
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        libicu76 libssl3t64 libgcc-s1 libstdc++6 tzdata zlib1g && \
    rm -rf /var/lib/apt/lists/* && \
    useradd --uid 1654 --create-home app
ENV APP_UID=1654 ASPNETCORE_HTTP_PORTS=8080 DOTNET_RUNNING_IN_CONTAINER=true

FROM deps AS aspnet
LABEL lab.standin="Debian 13 with the host's ASP.NET Core runtime, not Microsoft's image on Ubuntu 24.04"
RUN --mount=type=bind,from=dotnet,target=/mnt \
    mkdir /usr/share/dotnet && \
    cp -a /mnt/dotnet /mnt/LICENSE.txt /mnt/host /mnt/shared /usr/share/dotnet/ && \
    ln -s /usr/share/dotnet/dotnet /usr/bin/dotnet

FROM aspnet AS sdk
LABEL lab.standin="Debian 13 with the host's .NET SDK, not Microsoft's image on Ubuntu 24.04"
RUN --mount=type=bind,from=dotnet,target=/mnt cp -a --no-clobber /mnt/. /usr/share/dotnet/
# offline: a lab may reach NuGet, but seldom the places certificates name for revocation
ENV ASPNETCORE_HTTP_PORTS= DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false \
    DOTNET_USE_POLLING_FILE_WATCHER=true NUGET_XMLDOC_MODE=skip NUGET_CERT_REVOCATION_MODE=offline
CMD ["bash"]
