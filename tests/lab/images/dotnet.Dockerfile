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

FROM sdk AS aot
LABEL lab.standin="Debian 13 with the host's .NET SDK and gcc, not Microsoft's image on Ubuntu 24.04 with clang"
RUN apt-get update -qq && \
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends gcc libc6-dev zlib1g-dev && \
    rm -rf /var/lib/apt/lists/*

# Chiseled: what the runtime links to and nothing else, no shell, another user than root.
FROM deps AS slices
RUN mkdir -p /slices/usr/lib/x86_64-linux-gnu /slices/usr/lib64 /slices/etc /slices/home/app /slices/root /slices/var /slices/run && \
    cp -a /usr/lib64/ld-linux-x86-64.so.2 /slices/usr/lib64/ && \
    for library in ld-linux-x86-64 libc libm libdl librt libpthread libresolv libnss_dns libnss_files libgcc_s libstdc++ libssl libcrypto libz libzstd; do \
        cp -a /usr/lib/x86_64-linux-gnu/$library.so* /usr/lib/x86_64-linux-gnu/$library[-.]*.so* /slices/usr/lib/x86_64-linux-gnu/ 2>/dev/null || true; \
    done && \
    cp -a /etc/passwd /etc/group /etc/nsswitch.conf /etc/ssl /etc/ld.so.cache /etc/os-release /slices/etc/ && \
    mkdir -p /slices/usr/share && cp -a /usr/share/zoneinfo /slices/usr/share/ && \
    ln -s usr/lib /slices/lib && ln -s usr/lib64 /slices/lib64 && install -d -m 1777 /slices/tmp && \
    chown app:app /slices/home/app

FROM scratch AS deps-chiseled
LABEL lab.standin="Debian 13's libraries without a shell, not Microsoft's chiseled runtime-deps on Ubuntu 24.04"
COPY --from=slices /slices/ /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin APP_UID=1654 ASPNETCORE_HTTP_PORTS=8080 \
    DOTNET_RUNNING_IN_CONTAINER=true DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=true
USER 1654

FROM deps-chiseled AS aspnet-chiseled
LABEL lab.standin="the host's ASP.NET Core runtime on Debian 13's libraries without a shell, not Microsoft's chiseled image on Ubuntu 24.04"
COPY --from=aspnet /usr/share/dotnet/ /usr/share/dotnet/
COPY --from=aspnet /usr/bin/dotnet /usr/bin/dotnet

FROM debian:trixie-slim AS cuda
LABEL lab.standin="Debian 13, NO CUDA, not NVIDIA's image on Ubuntu 24.04"
ENV NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility
ENTRYPOINT ["/usr/bin/env"]
